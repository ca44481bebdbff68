import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type ToAssign = Schemas['ToAssignOut'];
export type Candidate = Schemas['CandidateOut'];

const LOOK_AGAIN = 20_000;
const waitingKey = ['waiting'] as const;

/** Every request that waits, without what was told. */
export function useWaiting() {
  return useInfiniteQuery({
    queryKey: waitingKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(api.GET('/api/v1/staff/waiting', { params: { query: { after: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_AGAIN,
    ...content,
  });
}

/** The counsellors and how they fit a request, the best first. */
export function useCandidates(request_id: string) {
  return useQuery({
    queryKey: [...waitingKey, request_id],
    queryFn: () =>
      read(
        api.GET('/api/v1/staff/waiting/{request_id}/counsellors', {
          params: { path: { request_id } },
        }),
      ),
    ...content,
  });
}

export interface Assigned {
  line: ToAssign;
  to: Candidate;
}

export function useAssign(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ line, to }: Assigned) =>
      read(
        api.POST('/api/v1/staff/waiting/{request_id}/assign', {
          params: { path: { request_id: line.id } },
          body: { counsellor: to.id },
        }),
      ),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: waitingKey }),
  });
}
