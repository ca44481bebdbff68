import type { Moment } from './time';

/**
 * Wall clocks of a zone: the calendar speaks in days and hours of the counsellor's zone, the server
 * in instants. Days are "2027-01-04", times "18:00".
 */

const DAY_MS = 86_400_000;

interface Wall {
  date: string;
  time: string;
}

/** What calendar and clock on the wall show in `zone`. */
export function wallOf(moment: Moment, zone: string): Wall {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const p = Object.fromEntries(
    format.formatToParts(new Date(moment)).map((part) => [part.type, part.value]),
  );
  return { date: `${p.year}-${p.month}-${p.day}`, time: `${p.hour}:${p.minute}` };
}

/** The day on which `moment` falls in `zone`. */
export const dateIn = (moment: Moment, zone: string): string => wallOf(moment, zone).date;

/** Minutes since midnight on the wall of `zone`. */
export function minuteIn(moment: Moment, zone: string): number {
  const [hours, minutes] = wallOf(moment, zone).time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/**
 * The instant at which the wall of `zone` shows this day and time. A time that a change of clocks
 * skips is the moment of the change; of a time that comes twice, the first.
 */
export function instantOf(date: string, time: string, zone: string): Date {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const shift = (at: number) => {
    const wall = wallOf(new Date(at), zone);
    return Date.parse(`${wall.date}T${wall.time}:00Z`) - at;
  };
  const first = asUtc - shift(asUtc - DAY_MS);
  const second = asUtc - shift(asUtc + DAY_MS);
  const fits = [first, second].find((at) => at + shift(at) === asUtc);
  return new Date(fits ?? Math.min(first, second));
}

/** The day `days` after `date`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of the week of `date`. */
export function mondayOf(date: string): string {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(date, -weekday);
}

/** The device's own zone, for whoever keeps no calendar. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
