import { paths } from '../lib/paths';
import { words as signin } from '../rooms/signin/words';
import type { PageRoute } from './route';

const welcome: PageRoute = {
  path: paths.welcome,
  words: [signin],
  page: () => import('../rooms/signin/Welcome'),
};

/** Every page for staff. A room adds its line here and its path to lib/paths.ts. */
export const routes: readonly PageRoute[] = [
  { path: paths.staff, words: [signin], page: () => import('../rooms/signin/Landing') },
  { path: paths.unlock, words: [signin], page: () => import('../rooms/signin/Unlock') },
  welcome,
];

/** What somebody who is not signed in sees instead: the way in, at whatever address. */
export const outside: readonly PageRoute[] = [
  welcome,
  { path: '/*', words: [signin], page: () => import('../rooms/signin/SignIn') },
];
