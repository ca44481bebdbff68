import { expect, it } from 'vitest';
import { weekOf } from './month';

it('numbers weeks as ISO 8601 does, over the turn of a year too', () => {
  const of = (...day: [number, number, number]) => weekOf(Date.UTC(...day));
  expect([of(2024, 0, 1), of(2026, 10, 16), of(2026, 11, 28), of(2027, 0, 4)]).toEqual([
    1, 47, 53, 1,
  ]);
});
