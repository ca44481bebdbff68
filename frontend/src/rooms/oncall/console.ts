import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { pastTheLock } from '../../api/opening';
import { content } from '../../api/query';
import type { components } from '../../api/schema';

export type Outcome = components['schemas']['OutcomeEnum'];

export const consoleKey = ['crisis'] as const;
const ASK_AGAIN = 3_000;

/** Open calls and those closed lately. `behind`: how far the server's clock is ahead, in ms. */
export function useConsole(every = ASK_AGAIN) {
  return useQuery({
    queryKey: consoleKey,
    queryFn: async () => {
      const found = await read(api.GET('/api/v1/staff/crisis'));
      return { ...found, behind: new Date(found.now).getTime() - Date.now() };
    },
    refetchInterval: every,
    refetchIntervalInBackground: true, // a page of duty must notice while another window is in front
    ...content,
  });
}

/** Reads the console again after an act, whatever became of it. */
export function useAct<V, R>(act: (given: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: consoleKey }),
  });
}

const of = (crisis_id: string) => ({ params: { path: { crisis_id } } });

export const accept = (id: string) =>
  read(api.POST('/api/v1/staff/crisis/{crisis_id}/acknowledge', of(id)));

/** The number and the place; opened with a trace, at the lock if need be. */
export const openCall = (id: string) =>
  pastTheLock(() => read(api.POST('/api/v1/staff/crisis/{crisis_id}/open', of(id))));

export const recordAttempt = (id: string, note: string) =>
  read(api.POST('/api/v1/staff/crisis/{crisis_id}/attempt', { ...of(id), body: { note } }));

export const recordContact = (id: string, note: string) =>
  read(api.POST('/api/v1/staff/crisis/{crisis_id}/contact', { ...of(id), body: { note } }));

export const closeCall = (id: string, outcome: Outcome, note: string) =>
  read(api.POST('/api/v1/staff/crisis/{crisis_id}/close', { ...of(id), body: { outcome, note } }));

/** Opens calls on this device until the shift ends. It takes an open unlock: the lock asks for it. */
export const startDuty = () => pastTheLock(() => read(api.POST('/api/v1/unlock/duty')));
