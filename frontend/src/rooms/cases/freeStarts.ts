import type { components } from '../../api/schema';
import { addDays, instantOf } from '../../lib/zone';

type Calendar = components['schemas']['CalendarOut'];

const MINUTE = 60_000;
const STEP = 30;
/** Kept free after every session, as the house does. */
const GAP = 10;
const TAKING_UP = ['booked', 'held'];

/**
 * Starts on `date`, on the half hour of the calendar's own zone and after `now`, at which a session
 * of `minutes` fits into the hours offered and meets nothing that is booked. A help for choosing
 * only: the server judges again, and a counsellor may book outside of their hours.
 */
export function freeStarts(calendar: Calendar, date: string, minutes: number, now: Date): string[] {
  const taken = calendar.appointments.filter(({ status }) => TAKING_UP.includes(status));
  const starts: string[] = [];
  for (let minute = 0; minute < 24 * 60; minute += STEP) {
    const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
    const begins = instantOf(date, time, calendar.time_zone).getTime();
    const ends = begins + minutes * MINUTE;
    const isOffered = calendar.offered.some(
      (part) => at(part.start) <= begins && ends <= at(part.end),
    );
    const meets = taken.some(
      ({ start, end }) => begins < at(end) + GAP * MINUTE && at(start) < ends + GAP * MINUTE,
    );
    if (isOffered && !meets && begins > now.getTime()) starts.push(time);
  }
  return starts;
}

/** The soonest free start of `calendar` in the days from `first`, null when none is free. */
export function soonestStart(
  calendar: Calendar,
  first: string,
  days: number,
  minutes: number,
  now: Date,
): { date: string; time: string } | null {
  for (let ahead = 0; ahead < days; ahead += 1) {
    const date = addDays(first, ahead);
    const time = freeStarts(calendar, date, minutes, now)[0];
    if (time) return { date, time };
  }
  return null;
}

const at = (moment: string): number => new Date(moment).getTime();
const two = (value: number): string => String(value).padStart(2, '0');
