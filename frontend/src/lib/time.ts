import { type Lang, tagOf } from './i18n';
import { now as present } from './now';

/**
 * Dates as people read them here: zh 1月4日 周一 18:00, en Mon 4 Jan, 18:00; always 24 hours and
 * always in the house's time zone. `moment` is an ISO instant with offset, or a Date.
 */
export type Moment = string | Date;

type Part = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

function parts(
  moment: Moment,
  lang: Lang,
  zone: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Part {
  const format = new Intl.DateTimeFormat(tagOf(lang), { timeZone: zone, ...options });
  return Object.fromEntries(format.formatToParts(new Date(moment)).map((p) => [p.type, p.value]));
}

/** 18:00; without a zone, as the device's own clock shows it. */
export function clock(moment: Moment, lang: Lang, zone?: string): string {
  const { hour, minute } = parts(moment, lang, zone, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${hour}:${minute}`;
}

/** 18:04:12 in `zone`, or on the device's own clock. */
export function clockToSecond(moment: Moment, lang: Lang, zone?: string): string {
  const second = parts(moment, lang, zone, { second: '2-digit' }).second ?? '';
  return `${clock(moment, lang, zone)}:${second.padStart(2, '0')}`;
}

/** Mon 4 Jan · 1月4日 周一; with the year where it is not this one. */
export function day(moment: Moment, lang: Lang, zone: string, now: Moment = present()): string {
  const shape: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: lang === 'en' ? 'short' : 'numeric',
    day: 'numeric',
    weekday: 'short',
  };
  const p = parts(moment, lang, zone, shape);
  const otherYear = p.year !== parts(now, lang, zone, shape).year;
  if (lang === 'en') return `${p.weekday} ${p.day} ${p.month}${otherYear ? ` ${p.year}` : ''}`;
  return `${otherYear ? `${p.year}年` : ''}${p.month}月${p.day}日 ${p.weekday}`;
}

/** Mon 4 Jan, 18:00 · 1月4日 周一 18:00 */
export function dayAndClock(moment: Moment, lang: Lang, zone: string, now?: Moment): string {
  return `${day(moment, lang, zone, now)}${lang === 'en' ? ',' : ''} ${clock(moment, lang, zone)}`;
}

/** Mon 4 Jan, 18:00–18:50; the second day is said only when it is another one. */
export function span(start: Moment, end: Moment, lang: Lang, zone: string, now?: Moment): string {
  const from = dayAndClock(start, lang, zone, now);
  const sameDay = day(start, lang, zone, now) === day(end, lang, zone, now);
  return sameDay
    ? `${from}–${clock(end, lang, zone)}`
    : `${from} – ${dayAndClock(end, lang, zone, now)}`;
}

/** "Shanghai time" where the device keeps other hours than the house; null where both agree. */
export function zoneNote(moment: Moment, lang: Lang, zone: string, device?: string): string | null {
  const here = device ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offset = (tz: string) =>
    parts(moment, 'en', tz, { timeZoneName: 'longOffset' }).timeZoneName;
  if (offset(here) === offset(zone)) return null;
  return parts(moment, lang, zone, { timeZoneName: 'longGeneric' }).timeZoneName ?? zone;
}

/** Minutes and seconds left, "4:05"; never below zero. */
export function remaining(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** "a, b and c" · "a、b和c"; with `or`, "a, b or c" · "a、b或c". */
export const list = (items: readonly string[], lang: Lang, word: 'and' | 'or' = 'and'): string =>
  new Intl.ListFormat(tagOf(lang), { type: word === 'or' ? 'disjunction' : 'conjunction' }).format(
    items,
  );
