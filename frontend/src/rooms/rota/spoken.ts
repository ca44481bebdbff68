import { useLang, useWords } from '../../lib/i18n';
import { clock, dayAndClock } from '../../lib/time';
import { addDays, dateIn, wallOf } from '../../lib/zone';
import { words } from './words';

/**
 * Says from when to when something lasts, below the heading of its day: hours alone on that day,
 * "next day" after it, the whole date where it is another one, "now" at `present`.
 */
export function useHours(date: string, present: string | null, zone: string) {
  const t = useWords(words);
  const { lang } = useLang();
  const end = (moment: string): string => {
    const on = dateIn(moment, zone);
    if (on === date) return clock(moment, lang, zone);
    if (on !== addDays(date, 1)) return dayAndClock(moment, lang, zone);
    const { time } = wallOf(moment, zone);
    return time === '00:00' ? '24:00' : t('next-day', { time });
  };
  const start = (moment: string): string => {
    if (moment === present) return t('now');
    const same = dateIn(moment, zone) === date;
    return same ? clock(moment, lang, zone) : dayAndClock(moment, lang, zone);
  };
  return (entry: { start: string; end: string }): string => {
    const hours = { from: start(entry.start), to: end(entry.end) };
    return hours.from === '00:00' && hours.to === '24:00' ? t('all-day') : t('hours', hours);
  };
}
