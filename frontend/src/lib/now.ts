import { useEffect, useState } from 'react';

/**
 * What is over and what is to come, the server's clock decides: a device may be wrong, and the demo
 * can be moved on. How far the two are apart, in milliseconds.
 */
let apart = 0;

/** Less than this is the way an answer took. */
const WAY = 5000;

/** Hears what time it is where an answer came from, by its `Date`. */
export function heard(date: string | null): void {
  const difference = Date.parse(date ?? '') - Date.now();
  if (!Number.isNaN(difference)) apart = Math.abs(difference) > WAY ? difference : 0;
}

/** The present moment, by the server's clock. */
export const now = (): Date => new Date(Date.now() + apart);

/** The present moment, told again every `ms`. */
export function useNow(ms: number): Date {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setMoment(now()), ms);
    return () => clearInterval(timer);
  }, [ms]);
  return moment;
}
