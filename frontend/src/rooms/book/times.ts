import type { Counsellor, Slot, SlotPage } from '../../api/booking';
import type { Lang } from '../../lib/i18n';
import { clock } from '../../lib/time';
import { dateIn } from '../../lib/zone';

/** What a person looks for among the offered times. Empty means any. */
export interface Wish {
  language: string;
  counsellor: string;
  evening: boolean;
}

export const ANY: Wish = { language: '', counsellor: '', evening: false };

export interface DayOfTimes {
  /** In the house's zone, "2027-01-04". */
  date: string;
  starts: readonly Slot[];
}

const EVENING = '18:00';
const HALF_HOUR_MS = 1_800_000;

/**
 * Every day from today on with what fits the wish; a day with nothing is there, empty. Where one who
 * speaks `lang` is free, nobody else is shown for that moment.
 */
export function daysOf(
  pages: readonly SlotPage[],
  wish: Wish,
  now: Date,
  lang: Lang,
): DayOfTimes[] {
  const zone = zoneOf(pages);
  const today = dateIn(now, zone);
  return pages
    .flatMap((page) => page.days)
    .filter((day) => day.date >= today)
    .map((day) => ({ date: day.date, starts: starts(day.slots.filter(fits(wish, zone)), lang) }));
}

/** The house's time zone; the device's until an answer is here. */
export const zoneOf = (pages: readonly SlotPage[]): string =>
  pages[0]?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

function fits(wish: Wish, zone: string): (slot: Slot) => boolean {
  return (slot) =>
    (!wish.language || slot.counsellor.languages.includes(wish.language)) &&
    (!wish.counsellor || slot.counsellor.id === wish.counsellor) &&
    (!wish.evening || clock(slot.start, 'en', zone) >= EVENING);
}

/** Those who speak a language; everybody where nobody does. */
const preferring = (slots: readonly Slot[], lang: Lang): readonly Slot[] => {
  const understood = slots.filter(({ counsellor }) => counsellor.languages.includes(lang));
  return understood.length > 0 ? understood : slots;
};

/** One start a moment. Where several counsellors are free, they take turns from start to start. */
function starts(slots: readonly Slot[], lang: Lang): Slot[] {
  const moments = new Map<string, Slot[]>();
  for (const slot of slots) moments.set(slot.start, [...(moments.get(slot.start) ?? []), slot]);
  return [...moments.values()].flatMap((all) => {
    const free = preferring(all, lang);
    const turn = Math.floor(Date.parse(free[0]?.start ?? '') / HALF_HOUR_MS) % free.length;
    return free[turn] ?? [];
  });
}

/** The first few moments of all, with somebody who speaks `lang` where there is anybody. */
export const soonest = (days: readonly DayOfTimes[], lang: Lang, count = 3): readonly Slot[] =>
  preferring(
    days.flatMap((day) => day.starts),
    lang,
  ).slice(0, count);

/** Whether languages have to be said: not everybody who offers a time speaks `lang`. */
export const isMixed = (days: readonly DayOfTimes[], lang: Lang): boolean =>
  days.some((day) => day.starts.some(({ counsellor }) => !counsellor.languages.includes(lang)));

/** The languages of a counsellor, each in its own words. */
export const spokenBy = ({ languages }: Counsellor): string =>
  languages.map((one) => (one === 'en' ? 'English' : '中文')).join(' / ');

/** Everybody who offers a time, by the name in the order given. */
export function counsellorsOf(pages: readonly SlotPage[]): Counsellor[] {
  const slots = pages.flatMap((page) => page.days.flatMap((day) => day.slots));
  return [...new Map(slots.map(({ counsellor }) => [counsellor.id, counsellor])).values()];
}

/** Whether two slots are the same hour of the same counsellor. */
export const isSame = (one: Slot, other: Slot | null): boolean =>
  one.start === other?.start && one.counsellor.id === other.counsellor.id;
