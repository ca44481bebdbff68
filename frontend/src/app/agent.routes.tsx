import { paths } from '../lib/paths';
import { words as home } from '../rooms/home/words';
import type { PageRoute } from './route';

/** Every page for agents. A room adds its line here and its path to lib/paths.ts. */
export const routes: readonly PageRoute[] = [
  { path: paths.home, words: [home], page: () => import('../rooms/home/Home') },
];
