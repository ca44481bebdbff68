import { expect, it } from 'vitest';
import { type Access, byHour } from './log';

const line = (at: string, who = 'counsellor'): Access => ({
  at,
  who,
  act: 'opened',
  thing: 'note',
  purpose: 'care',
  allowed: true,
});

it('puts lines under hour and day of the reader’s own clock, and keeps their order', () => {
  const entries = [
    line('2026-11-21T17:00:00Z'),
    line('2026-11-21T16:00:00Z', 'you'),
    line('2026-11-21T16:00:00Z'),
    line('2026-11-21T15:00:00Z'),
  ];
  const hours = byHour(entries, 'en', 'Asia/Shanghai');
  expect(hours.map((one) => [one.newDay, one.from, one.to])).toEqual([
    ['Sun 22 Nov', '01:00', '02:00'],
    [null, '00:00', '01:00'],
    ['Sat 21 Nov', '23:00', '00:00'],
  ]);
  expect(hours[1]?.entries.map((entry) => entry.who)).toEqual(['you', 'counsellor']);
  expect(byHour([], 'en', 'Asia/Shanghai')).toEqual([]);
});
