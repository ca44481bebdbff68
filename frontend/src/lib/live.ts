import { onForget } from './forget';

/** The number of the last message that was shown of each session in live text, on this page. */
const seen = new Map<string, number>();

onForget(() => seen.clear());

/** Says that messages up to `number` were shown. */
export function sawUpTo(appointment: string, number: number): void {
  seen.set(appointment, Math.max(number, seen.get(appointment) ?? 0));
}

export const seenUpTo = (appointment: string): number => seen.get(appointment) ?? 0;
