import type { components } from '../../api/schema';
import { addDays, dateIn, instantOf } from '../../lib/zone';

type Schemas = components['schemas'];
export type Shift = Schemas['DutyShiftOut'];
export type Declared = Schemas['DeclaredOut'];

/** The rota from the moment `from` on, and until when it was asked for. */
export type Plan = Schemas['PlanOut'] & { from: string; to: string };

/** What stands in a day, in its part from `start` to `end`; ISO instants. */
export type Entry = { start: string; end: string } & (
  | { kind: 'shift'; of: Shift }
  | { kind: 'hotline'; of: Declared }
  | { kind: 'gap' }
);

export interface Day {
  date: string;
  entries: Entry[];
}

/** After today; what `doctor` looks at. Each page after the first is as long. */
const DAYS_AHEAD = 14;
const DAY_MS = 86_400_000;
const KINDS = ['gap', 'hotline', 'shift'] as const;

const ms = (moment: string): number => Date.parse(moment);

/**
 * What a page of the plan shows: the first from the present to the end of the fourteenth day after
 * today, in `zone`; each other one the next two weeks.
 */
export function windowOf(page: number, present: Date, zone: string): { from: Date; to: Date } {
  const today = dateIn(present, zone);
  const start = (days: number) => instantOf(addDays(today, days), '00:00', zone);
  const end = start(DAYS_AHEAD * (page + 1) + 1);
  return { from: page === 0 ? present : start(DAYS_AHEAD * page + 1), to: end };
}

/** Whether there is a page after this one: as far as anything is planned, and one more. */
export const goesOn = (plan: Plan): boolean =>
  plan.planned_until !== null && ms(plan.planned_until) > ms(plan.from);

/** The parts of a stretch that are told: whole up to a day, else one a calendar day of `zone`. */
export function parts(
  stretch: { start: string; end: string },
  { from, to }: { from: string; to: string },
  zone: string,
): { start: string; end: string }[] {
  const end = ms(stretch.end) < ms(to) ? stretch.end : to;
  let start = ms(stretch.start) > ms(from) ? stretch.start : from;
  if (ms(end) - ms(start) <= DAY_MS) return [{ start, end }];
  const found = [];
  while (ms(start) < ms(end)) {
    const midnight = instantOf(addDays(dateIn(start, zone), 1), '00:00', zone).toISOString();
    const until = ms(midnight) < ms(end) ? midnight : end;
    found.push({ start, end: until });
    start = until;
  }
  return found;
}

/** The rota by day: what began before stands in the first. Days without anything are there too. */
export function daysOf(plan: Plan, zone: string): Day[] {
  const entries: Entry[] = [
    ...plan.shifts.map((of) => ({ kind: 'shift' as const, of, start: of.start, end: of.end })),
    ...plan.hotline_only.flatMap((of) =>
      parts(of, plan, zone).map((part) => ({ kind: 'hotline' as const, of, ...part })),
    ),
    ...plan.gaps.flatMap((gap) =>
      parts(gap, plan, zone).map((part) => ({ kind: 'gap' as const, ...part })),
    ),
  ];
  const first = dateIn(plan.from, zone);
  const on = (entry: Entry) => {
    const date = dateIn(entry.start, zone);
    return date < first ? first : date;
  };
  return datesFrom(first, dateIn(plan.to, zone)).map((date) => ({
    date,
    entries: entries.filter((entry) => on(entry) === date).sort(byStart),
  }));
}

/** The dates from `first` up to `end`, which is not among them. */
function datesFrom(first: string, end: string): string[] {
  const dates: string[] = [];
  for (let date = first; date < end; date = addDays(date, 1)) dates.push(date);
  return dates;
}

const byStart = (one: Entry, other: Entry): number =>
  ms(one.start) - ms(other.start) || KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind);

/** Hours without anybody, rounded up: none is said only when there is none. */
export const hoursUncovered = (plan: Plan): number =>
  Math.ceil(plan.gaps.reduce((sum, gap) => sum + ms(gap.end) - ms(gap.start), 0) / 3_600_000);
