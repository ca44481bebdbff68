import { expect, it } from 'vitest';
import type { DaySession } from '../../api/staff';
import { type DayGroup, inOrder } from './order';

const session = (appointment: string, hour: string, status = 'booked') =>
  ({ appointment, start: `2027-01-04T${hour}:00Z`, status }) as DaySession;
const group = (id: string, hour: string, state = 'open') =>
  ({ id, start: `2027-01-04T${hour}:00Z`, state }) as DayGroup;

it('lists groups among the sessions, and what was cancelled after what takes place', () => {
  const day = inOrder(
    [
      session('off', '09:00', 'late_cancel'),
      session('live', '09:00'),
      session('late', '15:00', 'no_show'),
      session('yours', '10:00', 'counsellor_cancelled'),
    ],
    [group('circle', '10:00', 'closed'), group('gone', '08:00', 'cancelled')],
  );
  const named = day.map(({ kind, of, off }) => [kind === 'group' ? of.id : of.appointment, off]);
  expect(named).toEqual([
    ['gone', true],
    ['live', false],
    ['off', true],
    ['circle', false],
    ['yours', true],
    ['late', false],
  ]);
});
