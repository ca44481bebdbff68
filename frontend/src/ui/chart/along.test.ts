import { describe, expect, it } from 'vitest';
import { byDate, evenly, labelled, nearestPeriod, type Stretch } from './along';

const month = (at: number): Stretch => [at * 30, at * 30 + 30];
const months = Array.from({ length: 12 }, (_, at) => month(at));
const quarters = Array.from({ length: 4 }, (_, at): Stretch => [at * 90, at * 90 + 90]);
const year: Stretch = [0, 360];

describe('places along the axis', () => {
  it('gives every period the same width without dates', () => {
    const along = evenly(4, 40, 440);
    expect([along.start(0), along.centre(0), along.end(3)]).toEqual([40, 90, 440]);
    expect(along.moment(5)).toBeNull();
  });

  it('puts quarters exactly above their months', () => {
    const [above, below] = [byDate(quarters, year, 40, 400), byDate(months, year, 40, 400)];
    expect(above.start(1)).toBe(below.start(3));
    expect(above.end(1)).toBe(below.end(5));
    expect(above.centre(1)).toBe(below.centre(4));
    expect(above.moment(90)).toBe(above.start(1));
  });

  it('leaves the time between waves empty', () => {
    const waves: Stretch[] = [
      [30, 44],
      [120, 134],
    ];
    const along = byDate(waves, year, 0, 360);
    expect([along.start(0), along.end(0), along.start(1)]).toEqual([30, 44, 120]);
    expect(nearestPeriod(along, 2, 70)).toBe(0);
    expect(nearestPeriod(along, 2, 100)).toBe(1);
  });
});

describe('labels under the axis', () => {
  const widths = months.map(() => 60);
  const right = 400;

  it('are thinned evenly, apart, and inside', () => {
    const along = byDate(months, year, 40, 388);
    const shown = labelled(along, widths, right);
    expect(shown.map((label) => label.period)).toEqual([0, 3, 6, 9]);
    for (const label of shown) expect(label.x + 30).toBeLessThanOrEqual(right);
  });

  it('never overlap where periods lie close together', () => {
    const close: Stretch[] = [
      [0, 10],
      [100, 110],
      [112, 122],
    ];
    const shown = labelled(byDate(close, year, 0, 360), [60, 60, 60], right);
    expect(shown.map((label) => label.period)).toEqual([0, 1]);
  });
});
