import { useEffect } from 'react';
import { sitting } from './lock';
import { useNow } from './now';

const MINUTE = 60_000;
const AFTER = 15 * MINUTE;

/** How many parts of the page say that a session runs: the first to go must not speak for the rest. */
let sayers = 0;

/** While the counsellor's own session `runs`, being away covers the page instead of locking it. */
export function useSittingWhile(runs: boolean): void {
  useEffect(() => {
    if (!runs) return;
    sayers += 1;
    sitting.set(true);
    return () => {
      sayers -= 1;
      sitting.set(sayers > 0);
    };
  }, [runs]);
}

/** The same for the session at hand, or null: from its start until a little after its end. */
export function useSitting(session: { start: string; end: string } | null): void {
  const now = useNow(30_000).getTime();
  useSittingWhile(
    session !== null &&
      new Date(session.start).getTime() <= now &&
      now < new Date(session.end).getTime() + AFTER,
  );
}
