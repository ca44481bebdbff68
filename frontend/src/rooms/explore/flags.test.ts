import { expect, it } from 'vitest';
import type { Happening } from '../../api/figures';
import { flagsOf } from './flags';

const happening = (day: string, name: string): Happening => ({
  day,
  kind: 'shifts',
  site: { code: 'CD', name_en: 'Chengdu', name_zh: '成都' },
  name_en: name,
  name_zh: name,
});
const month = (at: number) => [Date.UTC(2026, at, 1), Date.UTC(2026, at + 1, 1)] as const;

it('flags what happened in the time shown, in order, at its day and its period', () => {
  const times = [month(0), month(1), month(3)];
  const all = [
    happening('2026-03-16', 'between'),
    happening('2026-01-05', 'first'),
    happening('2025-12-31', 'before'),
    happening('2026-05-01', 'after'),
  ];
  const flags = flagsOf(all, times, [Date.UTC(2026, 0, 1), Date.UTC(2026, 4, 1)], 'en');
  expect(flags).toEqual([
    { number: 1, period: 0, time: Date.UTC(2026, 0, 5), label: '5\u00a0Jan\u00a02026 · first' },
    { number: 2, period: 2, time: Date.UTC(2026, 2, 16), label: '16\u00a0Mar\u00a02026 · between' },
  ]);
});

it('stands only beside the line of its own place', () => {
  const extent = [Date.UTC(2026, 0, 1), Date.UTC(2026, 4, 1)] as const;
  const there = flagsOf([happening('2026-01-05', 'here')], [month(0)], extent, 'en', ['CD', 'HZ']);
  expect(there).toMatchObject([{ number: 1, of: 'CD' }]);
  expect(flagsOf([happening('2026-01-05', 'here')], [month(0)], extent, 'en', ['HZ'])).toEqual([]);
});
