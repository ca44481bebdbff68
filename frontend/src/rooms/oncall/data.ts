import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { pastTheLock } from '../../api/opening';
import { codeOf } from '../../api/problem';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { useSession } from '../../api/session';
import { unlockKey } from '../../api/unlock';

export type Console = components['schemas']['ConsoleOut'];
export type Opened = components['schemas']['OpenedOut'];
export type Outcome = components['schemas']['OutcomeEnum'];

const consoleKey = ['console'] as const;

/** Who answers calls for help; everybody else on this page sees the rota only. */
export function useAnswers(): { answers: boolean; duty: boolean } {
  const { roles } = useSession().session;
  const duty = roles.includes('on_call');
  return { answers: duty || roles.includes('clinical_lead'), duty };
}

/** Open and closed calls, asked again every `ms`, also while the window lies behind another. */
export function useConsole(ms: number) {
  return useQuery({
    queryKey: consoleKey,
    queryFn: () => read(api.GET('/api/v1/staff/crisis')),
    refetchInterval: ms,
    refetchIntervalInBackground: true,
    enabled: useAnswers().answers,
    ...content,
  });
}

/** Opens calls on this device; where nothing is unlocked yet, the lock asks first. */
export function useStartDuty() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => pastTheLock(() => read(api.POST('/api/v1/unlock/duty'))),
    onSuccess: (state) => queries.setQueryData(unlockKey, state),
  });
}

const to = (call: string) => ({ path: { crisis_id: call } });

const isLost = (failure: unknown): boolean => codeOf(failure) === 'already_acknowledged';

/** Takes a call. Of two who try, the server lets one; the other hears of it by `onLost`. */
export function useAccept(call: string, onLost: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/staff/crisis/{crisis_id}/acknowledge', { params: to(call) })),
    onError: (failure) => (isLost(failure) ? onLost() : undefined),
    onSettled: () => queries.invalidateQueries({ queryKey: consoleKey }),
  });
}

/** Opens number, place and notes of a call; each opening leaves a trace. */
export function useReveal(call: string) {
  return useMutation({
    mutationFn: (): Promise<Opened> =>
      pastTheLock(() =>
        read(api.POST('/api/v1/staff/crisis/{crisis_id}/open', { params: to(call) })),
      ),
  });
}

/** One step of working a call, with what was noted about it. */
export type Step =
  | { act: 'attempt' | 'contact'; note: string }
  | { act: 'close'; note: string; outcome: Outcome };

export function useStep(call: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (step: Step): Promise<unknown> => take(call, step),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: consoleKey }),
  });
}

function take(call: string, { act, note, ...rest }: Step): Promise<unknown> {
  const params = to(call);
  if ('outcome' in rest) {
    const body = { note, outcome: rest.outcome };
    return read(api.POST('/api/v1/staff/crisis/{crisis_id}/close', { params, body }));
  }
  return act === 'attempt'
    ? read(api.POST('/api/v1/staff/crisis/{crisis_id}/attempt', { params, body: { note } }))
    : read(api.POST('/api/v1/staff/crisis/{crisis_id}/contact', { params, body: { note } }));
}
