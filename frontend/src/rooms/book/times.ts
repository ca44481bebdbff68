import type { Counsellor, Slot, SlotPage } from '../../api/booking';
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

/** Every day from today on with what fits the wish; a day with nothing is there, empty. */
export function daysOf(pages: readonly SlotPage[], wish: Wish, now: Date): DayOfTimes[] {
  const zone = zoneOf(pages);
  const today = dateIn(now, zone);
  return pages
    .flatMap((page) => page.days)
    .filter((day) => day.date >= today)
    .map((day) => ({ date: day.date, starts: starts(day.slots.filter(fits(wish, zone))) }));
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

/** One start a moment. Where several counsellors are free, they take turns from start to start. */
function starts(slots: readonly Slot[]): Slot[] {
  const moments = new Map<string, Slot[]>();
  for (const slot of slots) moments.set(slot.start, [...(moments.get(slot.start) ?? []), slot]);
  return [...moments.values()].flatMap((free) => {
    const turn = Math.floor(Date.parse(free[0]?.start ?? '') / HALF_HOUR_MS) % free.length;
    return free[turn] ?? [];
  });
}

/** The first few moments of all. */
export const soonest = (days: readonly DayOfTimes[], count = 3): Slot[] =>
  days.flatMap((day) => day.starts).slice(0, count);

/** Everybody who offers a time, by the name in the order given. */
export function counsellorsOf(pages: readonly SlotPage[]): Counsellor[] {
  const slots = pages.flatMap((page) => page.days.flatMap((day) => day.slots));
  return [...new Map(slots.map(({ counsellor }) => [counsellor.id, counsellor])).values()];
}

/** Whether two slots are the same hour of the same counsellor. */
export const isSame = (one: Slot, other: Slot | null): boolean =>
  one.start === other?.start && one.counsellor.id === other.counsellor.id;
