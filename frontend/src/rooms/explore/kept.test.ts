import { expect, it } from 'vitest';
import type { Figures } from '../../ui/figures/shape';
import { beginAt, NOTHING_SEEN, seenOf } from './kept';

const month = (at: number) => [Date.UTC(2026, at, 1), Date.UTC(2026, at + 1, 1)] as const;
const quarter = (at: number) => [Date.UTC(2026, at * 3, 1), Date.UTC(2026, at * 3 + 3, 1)] as const;
const figures = (lines: string[], times: (readonly [number, number])[]) =>
  ({ series: lines.map((id) => ({ id })), times }) as unknown as Figures;

const quarters = figures(['CD', 'HZ'], [quarter(0), quarter(1)]);
const months = figures(['HZ', 'CD'], [0, 1, 2, 3, 4, 5].map(month));

it('another figure begins at the same line and the same time', () => {
  const seen = seenOf({ table: true, cursor: { series: 1, period: 1 } }, quarters, []);
  expect(beginAt({ ...NOTHING_SEEN, ...seen }, months)).toEqual({
    table: true,
    cursor: { series: 0, period: 4 },
  });
});

it('what a flag marks is kept by its very day', () => {
  const flag = { number: 1, period: 1, label: 'a', time: Date.UTC(2026, 5, 20), of: 'HZ' };
  const seen = seenOf({ table: false, cursor: { series: 1, period: 1 } }, quarters, [flag]);
  expect(beginAt({ ...NOTHING_SEEN, ...seen }, months).cursor).toEqual({ series: 0, period: 5 });
  const elsewhere = seenOf({ table: false, cursor: { series: 0, period: 1 } }, quarters, [flag]);
  expect(elsewhere.time).not.toBe(flag.time);
});

it('begins at the first line where that one is missing, and nowhere before anything was looked at', () => {
  const seen = { table: false, time: Date.UTC(2026, 1, 10), line: 'XA' };
  expect(beginAt(seen, months).cursor).toEqual({ series: 0, period: 1 });
  expect(beginAt(NOTHING_SEEN, months)).toEqual({ table: false, cursor: null });
  expect(seenOf({ table: true, cursor: null }, months, [])).toEqual({ table: true });
});
