import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];

export type CaseFound = Schemas['CasePageOut'];
export type Entry = Schemas['TimelineEntryOut'];
export type SessionTime = Schemas['SessionTimeOut'];

/** A case's head: what stands about it, its next session, what is in the way of closing it. */
export function useCase(case_id: string) {
  return useQuery({
    queryKey: ['case', case_id],
    queryFn: () =>
      read(api.GET('/api/v1/staff/cases/{case_id}', { params: { path: { case_id } } })),
    refetchInterval: 60_000,
    ...content,
  });
}

/** What happened in a case, latest first, a page at a time. */
export function useTimeline(case_id: string) {
  return useInfiniteQuery({
    queryKey: ['timeline', case_id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/api/v1/staff/cases/{case_id}/timeline', {
          params: { path: { case_id }, query: { before: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    ...content,
  });
}

const PRESSING = ['moderate', 'high', 'imminent'];

/** At these levels a case is not closed, and a missed session has people on duty call. */
export const isPressing = (level: string): boolean => PRESSING.includes(level);

/** At these levels a case stays on Today and its page says what comes next. */
export const isHigh = (level: string): boolean => level === 'high' || level === 'imminent';

/** Whether marking the next session attended asks what it was about. */
export const asksConcern = (found: CaseFound): boolean =>
  found.statistics && found.sessions_done === 0;
