import { useEffect } from 'react';
import { sitting } from './lock';
import { useNow } from './now';

const MINUTE = 60_000;
const AFTER = 15 * MINUTE;

/**
 * While the counsellor's own session runs, being away from the keyboard covers the page instead of
 * locking it. `session` is the one at hand, or null.
 */
export function useSitting(session: { start: string; end: string } | null): void {
  const now = useNow(30_000).getTime();
  const runs =
    session !== null &&
    new Date(session.start).getTime() <= now &&
    now < new Date(session.end).getTime() + AFTER;
  useEffect(() => {
    sitting.set(runs);
    return () => sitting.set(false);
  }, [runs]);
}
