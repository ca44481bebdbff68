import { addDays, dateIn, instantOf, wallOf } from '../../lib/zone';

export type Kind = 'shift' | 'hotline';
export type Level = '1' | '2' | '3';
export const LEVELS: readonly Level[] = ['1', '2', '3'];

/** What is typed into the form: days "2027-01-04", times "18:00"; `until` may be empty. */
export interface Wish {
  kind: Kind;
  staff: string;
  level: Level;
  date: string;
  from: string;
  to: string;
  until: string;
}

export type Fault = 'staff' | 'date' | 'until' | 'past';

interface Stretch {
  start: Date;
  end: Date;
}

const MOST_DAYS = 31;
const QUARTER_MS = 900_000;

/** A form that begins tomorrow at eight for a day, or with a gap that is to be filled. */
export function wishFor(gap: { start: string; end: string } | null, now: Date, zone: string): Wish {
  const blank = { kind: 'shift', staff: '', level: '1', until: '' } as const;
  if (!gap) {
    const date = addDays(dateIn(now, zone), 1);
    return { ...blank, date, from: '08:00', to: '08:00' };
  }
  const begins = new Date(Math.floor(Date.parse(gap.start) / QUARTER_MS) * QUARTER_MS);
  const { date, time } = wallOf(begins, zone);
  return { ...blank, date, from: time, to: wallOf(gap.end, zone).time };
}

/** Whether the hours run past midnight; the same time twice is a whole day. */
export const endsNextDay = ({ from, to }: Wish): boolean => to <= from;

/** The hours of each day that was wished for, in `zone`. */
export function stretchesOf(wish: Wish, zone: string): Stretch[] {
  const last = wish.until || wish.date;
  const found: Stretch[] = [];
  for (let date = wish.date; date && date <= last; date = addDays(date, 1)) {
    const end = endsNextDay(wish) ? addDays(date, 1) : date;
    found.push({
      start: instantOf(date, wish.from, zone),
      end: instantOf(end, wish.to, zone),
    });
    if (found.length > MOST_DAYS) break;
  }
  return found;
}

/** The first thing wrong with a wish; null when it can be sent. */
export function faultOf(wish: Wish, now: Date, zone: string): Fault | null {
  if (wish.kind === 'shift' && !wish.staff) return 'staff';
  if (!wish.date) return 'date';
  const stretches = stretchesOf(wish, zone);
  if (stretches.length === 0 || stretches.length > MOST_DAYS) return 'until';
  return stretches.some(({ end }) => end <= now) ? 'past' : null;
}
