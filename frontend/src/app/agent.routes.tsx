import { paths } from '../lib/paths';
import { words as book } from '../rooms/book/words';
import { words as check } from '../rooms/check/words';
import { words as data } from '../rooms/data/words';
import { words as groups } from '../rooms/groups/words';
import { words as home } from '../rooms/home/words';
import { words as key } from '../rooms/key/words';
import { words as live } from '../rooms/live/words';
import { words as prepare } from '../rooms/prepare/words';
import { words as pulse } from '../rooms/pulse/words';
import { words as sessions } from '../rooms/sessions/words';
import { asking } from '../ui/asking/words';
import type { PageRoute } from './route';

/** Every page for agents. A room adds its line here and its path to lib/paths.ts. */
export const routes: readonly PageRoute[] = [
  { path: paths.home, words: [home], page: () => import('../rooms/home/Home') },
  { path: paths.book, words: [book], page: () => import('../rooms/book/Services') },
  { path: paths.times, words: [book], page: () => import('../rooms/book/Times') },
  { path: paths.booked, words: [book], page: () => import('../rooms/book/Booked') },
  {
    path: paths.sessions,
    words: [sessions],
    page: () => import('../rooms/sessions/Sessions'),
  },
  { path: paths.live, words: [live], page: () => import('../rooms/live/Live') },
  { path: paths.prepare, words: [prepare], page: () => import('../rooms/prepare/Prepare') },
  { path: paths.groups, words: [groups], page: () => import('../rooms/groups/Groups') },
  { path: paths.key, words: [key], page: () => import('../rooms/key/Key') },
  { path: paths.data, words: [data], page: () => import('../rooms/data/Data') },
  { path: paths.check, words: [check, asking], page: () => import('../rooms/check/Check') },
  { path: paths.pulse, words: [pulse, asking], page: () => import('../rooms/pulse/Pulse') },
];
