import { expect, it } from 'vitest';
import { type Access, byDay, hourOf } from './log';

const line = (at: string): Access => ({
  at,
  who: 'counsellor',
  act: 'opened',
  thing: 'note',
  purpose: 'care',
  allowed: true,
});

it('puts lines under the day of the reader’s own clock', () => {
  const entries = ['2026-11-21T17:00:00Z', '2026-11-21T16:00:00Z', '2026-11-21T15:00:00Z'].map(
    line,
  );
  const days = byDay(entries, 'en', 'Asia/Shanghai');
  expect(days.map((one) => [one.name, one.entries.length])).toEqual([
    ['Sun 22 Nov', 2],
    ['Sat 21 Nov', 1],
  ]);
  expect(byDay([], 'en', 'Asia/Shanghai')).toEqual([]);
});

it('says the hour and never the minute', () => {
  expect(hourOf('2026-11-21T15:00:00Z', 'zh-Hans', 'Asia/Shanghai')).toEqual({
    from: '23:00',
    to: '00:00',
  });
});
