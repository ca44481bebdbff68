import { type Lang, tagOf } from '../../lib/i18n';
import type { Stretch } from '../chart/along';

/** Figures speak of calendar days; they have no hour and no zone. */
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

function format(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tagOf(lang), { timeZone: 'UTC', ...options });
}

/** A date in one piece: no line breaks within. A file does without (see `plain`). */
const whole = (date: string): string =>
  date
    .replaceAll(' ', '\u00a0')
    .replace(/[年月日第季度]/g, '\u2060$&')
    .replace(/[年月第](?=.)/g, '$&\u2060');

/** Text as it may stand in a file: nothing in it that is only for the screen. */
export const plain = (text: string): string =>
  text.replaceAll('\u2060', '').replaceAll('\u00a0', ' ');

/** 15 Feb 2027 · 2027年2月15日 */
export const onDate = (day: string, lang: Lang): string =>
  whole(
    format(lang, {
      year: 'numeric',
      month: lang === 'en' ? 'short' : 'long',
      day: 'numeric',
    }).format(at(day)),
  );

/** 1 Oct · 10月1日 */
export const dayLabel = (day: string, lang: Lang): string =>
  whole(format(lang, { month: lang === 'en' ? 'short' : 'long', day: 'numeric' }).format(at(day)));

/**
 * "2026-10" is Oct 2026 · 2026年10月; "2026-Q4" is Q4 2026 · 2026年第四季度; "2026" is 2026 · 2026年.
 * A wave that is called otherwise keeps its name.
 */
export function periodLabel(code: string, lang: Lang): string {
  const [, year, part] = /^(\d{4})(?:-(Q[1-4]|\d{2}))?$/.exec(code) ?? [];
  if (!year) return code;
  if (!part) return lang === 'en' ? year : whole(`${year}年`);
  if (part.startsWith('Q')) {
    const named = `${year}年第${'一二三四'[Number(part[1]) - 1]}季度`;
    return whole(lang === 'en' ? `${part} ${year}` : named);
  }
  return whole(
    format(lang, { year: 'numeric', month: lang === 'en' ? 'short' : 'long' }).format(
      at(`${code}-01`),
    ),
  );
}

/** From the first moment of `first` to the first moment of `next`. */
export const stretch = (first: string, next: string): Stretch => [
  at(first).getTime(),
  at(next).getTime(),
];

const monthStart = (time: number, ahead: number): number => {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1);
};

/** The month that begins with `first`. */
export const monthFrom = (first: string): Stretch => {
  const start = at(first).getTime();
  return [start, monthStart(start, 1)];
};

const DAY_MS = 86_400_000;

/** The day itself. */
export const dayOf = (day: string): Stretch => [at(day).getTime(), at(day).getTime() + DAY_MS];

/** From the first day to the end of the last one. */
export const daysFrom = (first: string, last: string): Stretch => [
  at(first).getTime(),
  at(last).getTime() + DAY_MS,
];

/** The whole months that hold all of these stretches; null without any. */
export function wholeMonths(times: readonly Stretch[]): Stretch | null {
  if (times.length === 0) return null;
  const first = Math.min(...times.map(([start]) => start));
  const last = Math.max(...times.map(([, end]) => end));
  return [monthStart(first, 0), monthStart(last - 1, 1)];
}
