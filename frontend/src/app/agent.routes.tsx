import { paths } from '../lib/paths';
import { words as book } from '../rooms/book/words';
import { words as home } from '../rooms/home/words';
import type { PageRoute } from './route';

/** Every page for agents. A room adds its line here and its path to lib/paths.ts. */
export const routes: readonly PageRoute[] = [
  { path: paths.home, words: [home], page: () => import('../rooms/home/Home') },
  { path: paths.book, words: [book], page: () => import('../rooms/book/Services') },
  { path: paths.times, words: [book], page: () => import('../rooms/book/Times') },
  { path: paths.booked, words: [book], page: () => import('../rooms/book/Booked') },
];
