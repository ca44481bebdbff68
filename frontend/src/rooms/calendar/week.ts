import { addDays, instantOf, minuteIn } from '../../lib/zone';

/** Minutes of one row of the grid. */
export const ROW = 15;
const DAY_MINUTES = 24 * 60;

/** The part of a stretch that falls on one day, in minutes of that day's wall clock. */
export interface Piece {
  from: number;
  to: number;
}

/** What of a stretch lies on `date` in `zone`; null when nothing does. */
export function pieceOn(
  date: string,
  zone: string,
  { start, end }: { start: string; end: string },
): Piece | null {
  const begins = instantOf(date, '00:00', zone).getTime();
  const ends = instantOf(addDays(date, 1), '00:00', zone).getTime();
  const [first, last] = [new Date(start).getTime(), new Date(end).getTime()];
  if (first >= ends || last <= begins) return null;
  return {
    from: first <= begins ? 0 : minuteIn(start, zone),
    to: last >= ends ? DAY_MINUTES : minuteIn(end, zone),
  };
}

const firstRow = ({ from }: Piece): number => Math.floor(from / ROW) + 1;

/** How many rows of the grid a piece touches; at least one. */
export const heightOf = (piece: Piece): number =>
  Math.max(1, Math.ceil(piece.to / ROW) + 1 - firstRow(piece));

/** Where a piece stands in the grid: its rows, the end not included. */
export function rowsOf(piece: Piece): { gridRow: string } {
  const first = firstRow(piece);
  return { gridRow: `${first} / ${first + heightOf(piece)}` };
}

/** Pieces that lie on one another get columns side by side. */
export function lanesOf(pieces: readonly Piece[]): number[] {
  const ends: number[] = [];
  return pieces.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free >= 0 ? free : ends.length;
    ends[lane] = to;
    return lane;
  });
}

/** 09:00 from minutes since midnight; the end of a day is 24:00. */
export const shown = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Minutes since midnight from "09:05". */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
