import type { PageRoute } from './route';

/** Every page for staff. A room adds its line here and its path to lib/paths.ts. */
export const routes: readonly PageRoute[] = [];
