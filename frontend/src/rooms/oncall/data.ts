import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { consoleQuery, useAnswers } from '../../api/duty';
import { pastTheLock } from '../../api/opening';
import { codeOf } from '../../api/problem';
import type { components } from '../../api/schema';
import { unlockKey } from '../../api/unlock';
import { locked } from '../../lib/lock';

export type Console = components['schemas']['ConsoleOut'];
export type Opened = components['schemas']['OpenedOut'];
export type Outcome = components['schemas']['OutcomeEnum'];

const consoleKey = consoleQuery.queryKey;

/** Open and closed calls, asked again every `ms`, also while the window lies behind another. */
export function useConsole(ms: number) {
  return useQuery({
    ...consoleQuery,
    refetchInterval: ms,
    refetchIntervalInBackground: true,
    enabled: useAnswers().answers,
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

/**
 * Opens number, place and notes of a call; each opening leaves a trace. On a locked screen, where
 * duty alone opens them, a refusal stands: the call must not open later without anybody looking.
 */
export function useReveal(call: string) {
  const open = (): Promise<Opened> =>
    read(api.POST('/api/v1/staff/crisis/{crisis_id}/open', { params: to(call) }));
  return useMutation({ mutationFn: () => (locked.get() ? open() : pastTheLock(open)) });
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
