import { QueryClient } from '@tanstack/react-query';
import { onForget } from '../lib/forget';
import { ProblemError } from './problem';

/** Options of every query that reads content of a case: kept only while it is on the screen. */
export const content = { gcTime: 0, staleTime: 0 } as const;

const worthAnotherTry = (tries: number, failure: Error): boolean =>
  tries < 2 &&
  (!(failure instanceof ProblemError) || failure.status === 0 || failure.status >= 500);

/** The cache of one page. It lives in memory only and is emptied by Leave. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // "always": offline must show as an error with a retry, not as loading without end.
      queries: { staleTime: 30_000, retry: worthAnotherTry, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });
  onForget(() => client.clear());
  return client;
}
