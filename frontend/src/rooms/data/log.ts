import type { components } from '../../api/schema';
import type { Lang } from '../../lib/i18n';
import { clock, day } from '../../lib/time';

export type Access = components['schemas']['AccessOut'];

/** What happened within one hour; `newDay` is said above the first hour of a day. */
export interface Hour {
  at: string;
  newDay: string | null;
  from: string;
  to: string;
  entries: readonly Access[];
}

const HOUR_MS = 3_600_000;

/**
 * Puts the lines of the log, latest first, under the hour they happened in, on the reader's own
 * clock. The log never says the minute.
 */
export function byHour(entries: readonly Access[], lang: Lang, zone: string): Hour[] {
  const starts = [...new Set(entries.map((entry) => entry.at))];
  return starts.map((at, place) => {
    const name = day(at, lang, zone);
    const before = starts[place - 1];
    return {
      at,
      newDay: before && day(before, lang, zone) === name ? null : name,
      from: clock(at, lang, zone),
      to: clock(new Date(Date.parse(at) + HOUR_MS), lang, zone),
      entries: entries.filter((entry) => entry.at === at),
    };
  });
}
