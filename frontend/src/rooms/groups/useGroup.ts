import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { groupsKey } from '../../api/groups';
import { content } from '../../api/query';
import type { components } from '../../api/schema';

export type OwnGroup = components['schemas']['OwnGroupOut'];

const groupKey = (id: string) => ['group', id] as const;
const path = (group_id: string) => ({ params: { path: { group_id } } });

/** One group with one's own seat and the nicknames in it. */
export function useGroup(id: string) {
  return useQuery({
    queryKey: groupKey(id),
    queryFn: () => read(api.GET('/api/v1/groups/{group_id}', path(id))),
    ...content,
  });
}

/** Does something to one's place in a group, and reads everything about it anew. */
function useChange<V>(id: string, change: (value: V) => Promise<unknown>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: groupKey(id) }),
        cache.invalidateQueries({ queryKey: groupsKey }),
      ]),
  });
}

/** Takes a seat, or a place in the line where none is free. */
export const useJoining = (id: string) =>
  useChange(id, (alias: string) =>
    read(api.POST('/api/v1/groups/{group_id}/seat', { ...path(id), body: { alias } })),
  );

/** Gives up the seat or the place in the line. */
export const useLeaving = (id: string) =>
  useChange(id, () => read(api.DELETE('/api/v1/groups/{group_id}/seat', path(id))));
