import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { now } from '../lib/now';
import { api, read } from './client';
import { content } from './query';
import type { components } from './schema';
import { useSession } from './session';
import { useUnlockState } from './unlock';

export type Shift = components['schemas']['DutyShiftOut'];
export type Stretch = components['schemas']['StretchOut'];

const DAY = 86_400_000;
const MINUTE = 60_000;

const rotaQuery = queryOptions({
  queryKey: ['rota'],
  queryFn: () => {
    const from = now();
    const to = new Date(from.getTime() + DAY);
    const query = { from: from.toISOString(), to: to.toISOString() };
    return read(api.GET('/api/v1/staff/duty', { params: { query } }));
  },
});

/** Who is on call now and in the coming day. */
export const useRota = () => useQuery({ ...rotaQuery, refetchInterval: MINUTE });

/** Open and closed calls for help. */
export const consoleQuery = queryOptions({
  queryKey: ['console'],
  queryFn: () => read(api.GET('/api/v1/staff/crisis')),
  ...content,
});

/** Who answers calls for help, by role. */
export function useAnswers(): { answers: boolean; duty: boolean } {
  const { roles } = useSession().session;
  const duty = roles.includes('on_call');
  return { answers: duty || roles.includes('clinical_lead'), duty };
}

/** Whether calls are open on this device until the shift ends; it ends while nobody does anything. */
export const useDutyOpen = (): boolean | undefined =>
  useUnlockState(MINUTE).data?.kinds.includes('duty');

export const covers = ({ start, end }: Stretch, now: Date): boolean =>
  new Date(start) <= now && now < new Date(end);

/** The acting person's shift that runs now. */
export const ownShift = (shifts: readonly Shift[], now: Date): Shift | undefined =>
  shifts.find((shift) => shift.own && covers(shift, now));

/** What somebody on duty who signs out leaves behind. */
export interface LeftBehind {
  /** When their shift ends. */
  until: string;
  /** Calls that nobody has accepted. */
  waiting: number;
  /** Who else is on the rota now, by name. */
  others: string[];
}

/** The same, as it stands at this moment; null for whoever is on no shift. */
export async function leftBehind(queries: QueryClient): Promise<LeftBehind | null> {
  const { shifts } = await queries.fetchQuery({ ...rotaQuery, staleTime: 0 });
  const present = now();
  const own = ownShift(shifts, present);
  if (!own) return null;
  const { open } = await queries.fetchQuery(consoleQuery);
  const others = shifts.filter((shift) => !shift.own && covers(shift, present));
  return {
    until: own.end,
    waiting: open.filter(({ acknowledged_at }) => acknowledged_at === null).length,
    others: [...new Set(others.map(({ name }) => name))],
  };
}
