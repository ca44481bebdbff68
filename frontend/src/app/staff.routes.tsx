import { paths, patterns } from '../lib/paths';
import { words as calendar } from '../rooms/calendar/words';
import { words as cases } from '../rooms/cases/words';
import { words as dictionary } from '../rooms/dictionary/words';
import { words as explore } from '../rooms/explore/words';
import { words as imports } from '../rooms/imports/words';
import { words as keys } from '../rooms/keys/words';
import { words as meeting } from '../rooms/meeting/words';
import { words as notes } from '../rooms/notes/words';
import { words as oncall } from '../rooms/oncall/words';
import { words as ops } from '../rooms/ops/words';
import { words as opspulse } from '../rooms/opspulse/words';
import { words as people } from '../rooms/people/words';
import { words as queue } from '../rooms/queue/words';
import { words as rota } from '../rooms/rota/words';
import { words as signin } from '../rooms/signin/words';
import { words as staffgroups } from '../rooms/staffgroups/words';
import { words as start } from '../rooms/start/words';
import { words as today } from '../rooms/today/words';
import { words as waiting } from '../rooms/waiting/words';
import { care } from '../ui/care/words';
import { figureWords as figures } from '../ui/figures/words';
import { roleWords } from '../ui/roles/words';
import type { PageRoute } from './route';

const welcome: PageRoute = {
  path: paths.welcome,
  words: [signin],
  page: () => import('../rooms/signin/Welcome'),
};

/** The demo's doors; the server shows the page on its own machine only. */
const doors: PageRoute = {
  path: paths.start,
  words: [start, roleWords],
  page: () => import('../rooms/start/Start'),
};

/** Every page for staff. A room adds its line here and its path to lib/paths.ts. */
export const routes: readonly PageRoute[] = [
  { path: paths.staff, words: [signin], page: () => import('../rooms/signin/Landing') },
  { path: paths.unlock, words: [signin], page: () => import('../rooms/signin/Unlock') },
  { path: paths.yourKey, words: [signin], page: () => import('../rooms/signin/YourKey') },
  welcome,
  doors,
  { path: paths.today, words: [today, care], page: () => import('../rooms/today/Today') },
  { path: paths.queue, words: [queue, care], page: () => import('../rooms/queue/Queue') },
  { path: paths.waiting, words: [waiting, care], page: () => import('../rooms/waiting/Waiting') },
  { path: paths.cases, words: [cases, care], page: () => import('../rooms/cases/Cases') },
  { path: patterns.case, words: [cases, care], page: () => import('../rooms/cases/Case') },
  { path: patterns.note, words: [notes, care], page: () => import('../rooms/notes/Note') },
  {
    path: patterns.staffLive,
    words: [meeting, care],
    page: () => import('../rooms/meeting/Meeting'),
  },
  {
    path: paths.calendar,
    words: [calendar, care],
    page: () => import('../rooms/calendar/Calendar'),
  },
  { path: paths.oncall, words: [oncall], page: () => import('../rooms/oncall/OnCall') },
  { path: paths.rota, words: [rota], page: () => import('../rooms/rota/Rota') },
  {
    path: paths.staffGroups,
    words: [staffgroups],
    page: () => import('../rooms/staffgroups/Groups'),
  },
  {
    path: patterns.staffGroup,
    words: [staffgroups],
    page: () => import('../rooms/staffgroups/Group'),
  },
  { path: paths.people, words: [people, roleWords], page: () => import('../rooms/people/People') },
  { path: paths.keys, words: [keys], page: () => import('../rooms/keys/Keys') },
  { path: paths.ops, words: [ops, figures], page: () => import('../rooms/ops/Overview') },
  {
    path: paths.explore,
    words: [explore, figures],
    page: () => import('../rooms/explore/Explore'),
  },
  {
    path: paths.opsPulse,
    words: [opspulse, figures],
    page: () => import('../rooms/opspulse/OpsPulse'),
  },
  { path: paths.imports, words: [imports], page: () => import('../rooms/imports/Imports') },
  {
    path: paths.dictionary,
    words: [dictionary, figures],
    page: () => import('../rooms/dictionary/Dictionary'),
  },
];

/** What somebody who is not signed in sees instead: the way in, at whatever address. */
export const outside: readonly PageRoute[] = [
  welcome,
  doors,
  { path: '/*', words: [signin], page: () => import('../rooms/signin/SignIn') },
];
