import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { now } from '../../lib/now';
import { type Declared, type Plan, type Shift, windowOf } from './days';
import { stretchesOf, type Wish } from './wish';

const rotaKey = ['rota'] as const; // the on-call page reads a day of the same

/** Duty on one page of the plan, the first from now on, and whom the rota may name. */
export function usePlan(zone: string, page: number) {
  return useQuery({
    queryKey: [...rotaKey, 'plan', zone, page],
    queryFn: async (): Promise<Plan> => {
      const shown = windowOf(page, now(), zone);
      const [from, to] = [shown.from.toISOString(), shown.to.toISOString()];
      const found = await read(
        api.GET('/api/v1/staff/duty/plan', { params: { query: { from, to } } }),
      );
      return { ...found, from, to };
    },
    refetchInterval: 60_000,
  });
}

const REASONS = ['already_on_call', 'bad_window', 'cannot_answer'] as const;
export type Reason = (typeof REASONS)[number];

/** What became of a wish: days added, days refused and why, and what stopped it midway. */
export interface Outcome {
  added: number;
  refused: { start: Date; reason: Reason }[];
  failure: unknown;
}

function reasonOf(failure: unknown): Reason | undefined {
  if (!(failure instanceof ProblemError)) return undefined;
  return REASONS.find((one) => one === failure.code || one === failure.fields.staff);
}

const add = (wish: Wish, start: string, end: string) =>
  wish.kind === 'hotline'
    ? read(api.POST('/api/v1/staff/duty/hotline-only', { body: { start, end } }))
    : read(
        api.POST('/api/v1/staff/duty', {
          body: { staff: wish.staff, level: Number(wish.level), start, end },
        }),
      );

async function addDaily(wish: Wish, zone: string): Promise<Outcome> {
  const outcome: Outcome = { added: 0, refused: [], failure: null };
  for (const { start, end } of stretchesOf(wish, zone)) {
    try {
      await add(wish, start.toISOString(), end.toISOString());
      outcome.added += 1;
    } catch (failure) {
      const reason = reasonOf(failure);
      if (!reason) return { ...outcome, failure };
      outcome.refused.push({ start, reason });
    }
  }
  return outcome;
}

function useReread(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: rotaKey });
}

/** Adds a wish day by day. A refused day keeps no other back. */
export function useAdd(zone: string) {
  const reread = useReread();
  return useMutation({ mutationFn: (wish: Wish) => addDaily(wish, zone), onSettled: reread });
}

export type Removable = { kind: 'shift'; of: Shift } | { kind: 'hotline'; of: Declared };

/** Takes a shift off the rota, or a declaration back. What is gone already is no failure. */
export function useRemove(onDone: () => void) {
  const reread = useReread();
  return useMutation({
    mutationFn: async ({ kind, of }: Removable) => {
      try {
        await remove(kind, of.id);
      } catch (failure) {
        if (!(failure instanceof ProblemError) || failure.status !== 404) throw failure;
      }
    },
    onSuccess: onDone,
    onSettled: reread,
  });
}

const remove = (kind: Removable['kind'], id: string): Promise<unknown> =>
  kind === 'shift'
    ? read(api.DELETE('/api/v1/staff/duty/{shift_id}', { params: { path: { shift_id: id } } }))
    : read(
        api.DELETE('/api/v1/staff/duty/hotline-only/{stretch_id}', {
          params: { path: { stretch_id: id } },
        }),
      );
