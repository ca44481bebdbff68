import { describe, expect, it } from 'vitest';
import { linear, ticks, widened } from './scale';

it('goes from figures to pixels, upside down too', () => {
  const y = linear([0, 50], [300, 20]);
  expect([y(0), y(25), y(50)]).toEqual([300, 160, 20]);
  expect(linear([3, 3], [0, 100])(3)).toBe(0);
});

describe('an axis', () => {
  it.each([
    [
      [0, 100],
      [0, 20, 40, 60, 80, 100],
    ],
    [
      [0, 41],
      [0, 10, 20, 30, 40, 50],
    ],
    [
      [0, 0.13],
      [0, 0.05, 0.1, 0.15],
    ],
    [
      [0, 33_344],
      [0, 10_000, 20_000, 30_000, 40_000],
    ],
    [
      [-3, 7],
      [-4, -2, 0, 2, 4, 6, 8],
    ],
    [
      [0, 1],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
  ] as const)('of %j has the numbers %j', (range, expected) => {
    expect(ticks(widened(range))).toEqual(expected);
  });

  it('has a span even where every figure is the same', () => {
    expect(widened([0, 0])).toEqual([0, 1]);
  });
});
