import type { QueryClient } from '@tanstack/react-query';
import { locked } from '../lib/lock';
import { ProblemError } from './problem';

const atTheLock = (failure: unknown): boolean =>
  failure instanceof ProblemError && (failure.status === 423 || failure.status === 401);

/**
 * Does something that needs an unlock. Where the server finds none, the page has locked by then
 * (`client.ts`): it waits until somebody unlocks and does it once more, so that what was begun is
 * not begun anew by hand.
 */
export async function pastTheLock<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (failure) {
    if (!atTheLock(failure) || !locked.get()) throw failure;
    await locked.when(false);
    return act();
  }
}

/**
 * Options of a query that opens content: asked once, since every opening leaves a trace. Its key
 * begins with OPENED, so that `refresh` leaves it alone.
 */
export const OPENED = 'opened';
export const opened = {
  gcTime: 0,
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  retry: false,
} as const;

/** What an act on a case does not change. */
const LEFT_ALONE: ReadonlySet<unknown> = new Set([OPENED, 'session', 'help', 'services']);

/** After an act: reads again what is on the screen, except content that was opened. */
export const refresh = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({
    predicate: ({ queryKey }) => !LEFT_ALONE.has(queryKey[0]),
  });
