import { hasInterval, type Reading } from '../chart/data';
import { type FigureLine, type Figures, lastSaid } from './shape';

/**
 * In which order groups stand in a list. `low` and `high`: what got worse by more than chance first, then
 * the lowest or the highest figure, whichever is the worse one. `moved`, where neither direction is good or
 * bad: what changed first, then the highest figure. `size`: the highest figure first.
 */
export type Order = 'low' | 'high' | 'moved' | 'size';

/** Lines that gather what has no line of its own: they stand last, like this, whatever their figure. */
export const REST: readonly string[] = ['other_sites', 'other', 'not_said'];

const FIRST: Record<Order, readonly (string | null)[]> = {
  low: ['down'],
  high: ['up'],
  moved: ['up', 'down'],
  size: [],
};

/** By what deserves attention first. Lines without a figure follow, in the order given. */
export function inOrder({ series }: Figures, order: Order): FigureLine[] {
  const sign = order === 'low' ? 1 : -1;
  const place = (line: FigureLine): readonly number[] => {
    const size = sizeOf(line.readings[lastSaid(line)]);
    return [
      REST.indexOf(line.id),
      Number(!FIRST[order].includes(line.verdict)),
      size === undefined ? Number.MAX_VALUE : sign * size,
    ];
  };
  const placed = series.map((line) => ({ line, at: place(line) }));
  return placed.sort((a, b) => compare(a.at, b.at)).map(({ line }) => line);
}

/** The figure itself, or the middle of its range; undefined where it is hidden or missing. */
function sizeOf(reading: Reading | undefined): number | undefined {
  if (!reading) return undefined;
  if (reading.kind === 'value') return reading.value;
  if (reading.kind === 'zero') return 0;
  return hasInterval(reading) ? (reading.low + reading.high) / 2 : undefined;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, i) => part !== other[i]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
