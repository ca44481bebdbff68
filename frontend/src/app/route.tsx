import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { unreachable } from '../api/problem';
import { currentLang, type Lang } from '../lib/i18n';
import { Boundary } from '../ui/Boundary';
import { ErrorCard } from '../ui/ErrorCard';
import { NotHere } from '../ui/NotHere';
import { Skeleton } from '../ui/Skeleton';

/** One page: its address, the words it speaks and the code, both fetched when it is first opened. */
export interface PageRoute {
  path: string;
  words: readonly { load(lang: Lang): Promise<unknown> }[];
  page: () => Promise<{ default: ComponentType }>;
}

export interface ReadyRoute {
  path: string;
  Page: ComponentType;
  load: () => Promise<unknown>;
}

/** Makes a registry usable: page and words are asked for side by side, once. */
export function ready(routes: readonly PageRoute[]): readonly ReadyRoute[] {
  return routes.map(({ path, words, page }) => {
    const load = async () => {
      const lang = currentLang();
      const [code] = await Promise.all([page(), ...words.map((w) => w.load(lang))]);
      return code;
    };
    return { path, Page: lazy(load), load };
  });
}

/** Shows the page of the address. */
export function Pages({ routes, home }: { routes: readonly ReadyRoute[]; home: string }) {
  const [here] = useLocation();
  return (
    <Boundary on={here} fallback={failed}>
      <Suspense fallback={<Skeleton lines={5} />}>
        <Switch>
          {routes.map(({ path, Page }) => (
            <Route key={path} path={path}>
              <Page />
            </Route>
          ))}
          <Route>
            <NotHere home={home} />
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}

/** Code that did not arrive can only be asked for again by loading the page anew. */
const failed = () => <ErrorCard failure={unreachable()} onRetry={() => location.reload()} />;

/** Fetches the page of the present address, so that it is there at the first rendering. */
export function firstPage(routes: readonly ReadyRoute[]): Promise<unknown> {
  const here = location.pathname;
  const match = routes.find(({ path }) =>
    new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`).test(here),
  );
  return match?.load() ?? Promise.resolve();
}
