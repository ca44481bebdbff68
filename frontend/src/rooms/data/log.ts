import type { components } from '../../api/schema';
import type { Lang } from '../../lib/i18n';
import { clock, day } from '../../lib/time';

export type Access = components['schemas']['AccessOut'];

/** What happened on one day, as the log comes: the latest first. */
export interface Day {
  name: string;
  entries: readonly Access[];
}

/** Puts the lines of the log under the day they happened on, where the reader is. */
export function byDay(entries: readonly Access[], lang: Lang, zone: string): Day[] {
  const days: { name: string; entries: Access[] }[] = [];
  for (const entry of entries) {
    const name = day(entry.at, lang, zone);
    const last = days.at(-1);
    if (last?.name === name) last.entries.push(entry);
    else days.push({ name, entries: [entry] });
  }
  return days;
}

const HOUR_MS = 3_600_000;

/** The hour in which something happened; the log never says the minute. */
export function hourOf(at: string, lang: Lang, zone: string): { from: string; to: string } {
  const end = new Date(Date.parse(at) + HOUR_MS);
  return { from: clock(at, lang, zone), to: clock(end, lang, zone) };
}
