import { addDays, dateIn } from '../../lib/zone';

/** Those of the sessions booked that lie on the day `date`, or the same weekday `weeks` running. */
export function onSameDays<Booked extends { start: string }>(
  booked: readonly Booked[],
  { date, weeks }: { date: string; weeks: number },
  zone: string,
): Booked[] {
  if (!date) return [];
  const days = new Set(Array.from({ length: weeks }, (_, week) => addDays(date, 7 * week)));
  return booked.filter(({ start }) => days.has(dateIn(start, zone)));
}
