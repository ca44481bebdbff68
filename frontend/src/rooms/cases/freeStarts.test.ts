import { expect, it } from 'vitest';
import { freeStarts, soonestStart } from './freeStarts';

const ZONE = 'Asia/Shanghai';
const LONG_AGO = new Date('2026-12-01T00:00:00Z');

// 09:00-12:00 and 14:00-16:00 in Shanghai on 4 January 2027.
const calendar = {
  time_zone: ZONE,
  offered: [
    { start: '2027-01-04T01:00:00Z', end: '2027-01-04T04:00:00Z' },
    { start: '2027-01-04T06:00:00Z', end: '2027-01-04T08:00:00Z' },
  ],
  appointments: [] as { start: string; end: string; status: string }[],
  exceptions: [],
  duty: [],
} as unknown as Parameters<typeof freeStarts>[0];

const booked = (start: string, end: string, status = 'booked') =>
  ({ ...calendar, appointments: [{ start, end, status }] }) as typeof calendar;

it('offers what fits whole into the hours', () => {
  expect(freeStarts(calendar, '2027-01-04', 50, LONG_AGO)).toEqual([
    ...['09:00', '09:30', '10:00', '10:30', '11:00'],
    ...['14:00', '14:30', '15:00'],
  ]);
});

it('leaves out what meets a session or the gap after it', () => {
  const one = booked('2027-01-04T02:00:00Z', '2027-01-04T02:50:00Z'); // 10:00-10:50
  expect(freeStarts(one, '2027-01-04', 50, LONG_AGO)).toEqual([
    ...['09:00', '11:00'],
    ...['14:00', '14:30', '15:00'],
  ]);
});

it('does not mind what was cancelled', () => {
  const one = booked('2027-01-04T02:00:00Z', '2027-01-04T02:50:00Z', 'cancelled');
  expect(freeStarts(one, '2027-01-04', 50, LONG_AGO)).toContain('10:00');
});

it('offers nothing that is past', () => {
  const now = new Date('2027-01-04T06:30:00Z'); // 14:30
  expect(freeStarts(calendar, '2027-01-04', 50, now)).toEqual(['15:00']);
});

it('finds the soonest start of several days', () => {
  const at = (now: string) => soonestStart(calendar, '2027-01-03', 3, 50, new Date(now));
  expect(at('2027-01-03T00:00:00Z')).toEqual({ date: '2027-01-04', time: '09:00' });
  expect(at('2027-01-04T03:00:00Z')).toEqual({ date: '2027-01-04', time: '14:00' });
  expect(at('2027-01-04T08:00:00Z')).toBeNull();
});
