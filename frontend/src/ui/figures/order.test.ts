import { expect, it } from 'vitest';
import type { Reading } from '../chart/data';
import { inOrder, type Order } from './order';
import type { FigureLine, Figures } from './shape';

const value = (at: number): Reading => ({ kind: 'value', value: at, low: at - 2, high: at + 2 });
const line = (id: string, reading: Reading, verdict: FigureLine['verdict'] = null): FigureLine => ({
  id,
  label: id,
  readings: [reading],
  verdict,
});
const ordered = (order: Order, ...series: FigureLine[]): string[] =>
  inOrder({ series } as unknown as Figures, order).map(({ id }) => id);

const SITES = [
  line('better', value(40), 'up'),
  line('low', value(55), 'cannot_tell'),
  line('hidden', { kind: 'suppressed' }),
  line('worse', value(60), 'down'),
  line('range', { kind: 'range', low: 50, high: 56 }),
];

it('what got worse comes first, then the lowest figure where higher is better', () => {
  expect(ordered('low', ...SITES)).toEqual(['worse', 'better', 'range', 'low', 'hidden']);
});

it('what got worse comes first, then the highest figure where higher is worse', () => {
  expect(ordered('high', ...SITES)).toEqual(['better', 'worse', 'low', 'range', 'hidden']);
});

it('where no direction is worse, what changed comes first', () => {
  expect(ordered('moved', ...SITES)).toEqual(['worse', 'better', 'low', 'range', 'hidden']);
});

it('kinds stand by size, and what belongs to none of them last', () => {
  const kinds = [
    line('mood', { kind: 'zero' }),
    line('not_said', value(90)),
    line('other', value(10)),
    line('strain', value(30), 'down'),
  ];
  expect(ordered('size', ...kinds)).toEqual(['strain', 'mood', 'other', 'not_said']);
});
