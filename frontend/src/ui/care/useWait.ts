import { useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { care } from './words';

const MINUTES = 60_000;

/** How long something waits, in the largest whole unit. */
export function useWait(since: string): string {
  const c = useWords(care);
  const minutes = Math.max(
    0,
    Math.floor((useNow(30_000).getTime() - new Date(since).getTime()) / MINUTES),
  );
  if (minutes < 60) return c('wait.minutes', { n: minutes });
  if (minutes < 48 * 60) return c('wait.hours', { n: Math.floor(minutes / 60) });
  return c('wait.days', { n: Math.floor(minutes / 1440) });
}
