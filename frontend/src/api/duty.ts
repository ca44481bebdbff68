import { useQuery } from '@tanstack/react-query';
import { now } from '../lib/now';
import { api, read } from './client';
import type { components } from './schema';
import { useUnlockState } from './unlock';

export type Shift = components['schemas']['DutyShiftOut'];
export type Stretch = components['schemas']['StretchOut'];

const DAY = 86_400_000;

/** Who is on call now and in the coming day. */
export function useRota() {
  return useQuery({
    queryKey: ['rota'],
    queryFn: () => {
      const from = now();
      const to = new Date(from.getTime() + DAY);
      const query = { from: from.toISOString(), to: to.toISOString() };
      return read(api.GET('/api/v1/staff/duty', { params: { query } }));
    },
    refetchInterval: 60_000,
  });
}

/** Whether calls are open on this device until the shift ends. */
export const useDutyOpen = (): boolean | undefined => useUnlockState().data?.kinds.includes('duty');

export const covers = ({ start, end }: Stretch, now: Date): boolean =>
  new Date(start) <= now && now < new Date(end);

/** The acting person's shift that runs now. */
export const ownShift = (shifts: readonly Shift[], now: Date): Shift | undefined =>
  shifts.find((shift) => shift.own && covers(shift, now));
