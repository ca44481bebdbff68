import { describe, expect, it } from 'vitest';
import { moved, type Reading, rangeOf, runs, spread, toCsv } from './data';

const value = (v: number): Reading => ({ kind: 'value', value: v, low: v - 5, high: v + 5 });
const hidden: Reading = { kind: 'suppressed' };
const absent: Reading = { kind: 'absent' };
const range: Reading = { kind: 'range', low: 41, high: 49 };

describe('the cursor', () => {
  const size = { series: 3, periods: 12 };
  const flags = [
    { number: 1, period: 4, label: 'extra breaks' },
    { number: 2, period: 9, label: 'new roster' },
  ];
  const from = (series: number, period: number) => (key: string) =>
    moved({ series, period }, key, size, flags);

  it('moves along periods and series and stops at the edges', () => {
    expect(from(0, 0)('ArrowLeft')).toEqual({ series: 0, period: 0 });
    expect(from(0, 11)('ArrowRight')).toEqual({ series: 0, period: 11 });
    expect(from(1, 3)('ArrowDown')).toEqual({ series: 2, period: 3 });
    expect(from(2, 3)('ArrowDown')).toEqual({ series: 2, period: 3 });
    expect(from(1, 3)('Home')).toEqual({ series: 1, period: 0 });
    expect(from(1, 3)('End')).toEqual({ series: 1, period: 11 });
  });

  it('jumps to the next action and round again', () => {
    expect(from(0, 4)('a')?.period).toBe(9);
    expect(from(0, 9)('a')?.period).toBe(4);
  });

  it('leaves other keys to the page', () => {
    expect(from(0, 0)('Tab')).toBeNull();
    expect(from(0, 0)('x')).toBeNull();
  });
});

it('finds runs of neighbours', () => {
  const readings = [hidden, hidden, value(1), absent, hidden];
  expect(runs(readings, (r) => r.kind === 'suppressed')).toEqual([
    [0, 1],
    [4, 4],
  ]);
});

it('makes room for every interval, not only for the values', () => {
  expect(rangeOf([{ id: 'a', label: 'A', readings: [value(40), hidden] }])).toEqual([0, 45]);
  expect(rangeOf([{ id: 'a', label: 'A', readings: [value(2)] }])).toEqual([-3, 7]);
  expect(rangeOf([{ id: 'a', label: 'A', readings: [range] }])).toEqual([0, 49]);
  expect(rangeOf([{ id: 'a', label: 'A', readings: [hidden, absent] }])).toEqual([0, 1]);
});

it('keeps labels apart, in order, and inside', () => {
  const placed = spread([100, 102, 101, 20], 18, 110);
  const sorted = [...placed].sort((a, b) => a - b);
  for (const [at, y] of sorted.entries()) {
    const next = sorted[at + 1];
    if (next !== undefined) expect(next - y).toBeGreaterThanOrEqual(18);
  }
  expect(Math.max(...placed)).toBeLessThanOrEqual(110);
  expect(placed[3]).toBe(20);
});

it('a file is never a formula in a spreadsheet, and negative numbers stay numbers', () => {
  const csv = toCsv([['=HYPERLINK("x")', -3, 'a,b']]);
  expect(csv).toBe(`\uFEFF"'=HYPERLINK(""x"")",-3,"a,b"\r\n`);
});
