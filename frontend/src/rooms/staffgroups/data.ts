import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type Group = Schemas['GroupOut'];
export type Roster = Schemas['RosterOut'];
export type Seat = Schemas['RosterLineOut'];
export type Plan = Schemas['GroupInRequest'];
export type State = Schemas['ToEnum'];
export type Mark = Schemas['AttendanceInRequest']['state'];

const groupsKey = ['staff-groups'] as const;

/** Groups one leads; all of them for whoever approves. */
export function useGroups() {
  return useQuery({
    queryKey: groupsKey,
    queryFn: async () => (await read(api.GET('/api/v1/staff/groups'))).groups,
    refetchInterval: 60_000,
    ...content,
  });
}

const of = (group: string) => ({ path: { group_id: group } });

/** A group's seats by nickname. */
export function useRoster(group: string) {
  return useQuery({
    queryKey: [...groupsKey, group],
    queryFn: () => read(api.GET('/api/v1/staff/groups/{group_id}', { params: of(group) })),
    refetchInterval: 15_000,
    ...content,
  });
}

function useAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: groupsKey });
}

/** Plans a group, or rewrites the draft `before` in the version that was read. */
export function usePlan(before: Group | undefined, onDone: (group: string) => void) {
  const again = useAgain();
  return useMutation({
    mutationFn: async (plan: Plan): Promise<string> => {
      if (!before) return (await read(api.POST('/api/v1/staff/groups', { body: plan }))).id;
      const body = { ...plan, version: before.version };
      await read(api.PUT('/api/v1/staff/groups/{group_id}', { params: of(before.id), body }));
      return before.id;
    },
    onSuccess: onDone,
    onSettled: again,
  });
}

// What is said of one group goes to the server one after the other: a group closed right
// after a mark must not overtake it.
const inTurn = (group: string) => ({ id: `group ${group}` });

/** Takes a group one step on, as it was seen: one rewritten meanwhile stays where it is. */
export function useStep({ id, version }: Group) {
  const again = useAgain();
  return useMutation({
    scope: inTurn(id),
    mutationFn: (to: State) =>
      read(
        api.POST('/api/v1/staff/groups/{group_id}/state', {
          params: of(id),
          body: { to, version },
        }),
      ),
    onSettled: again,
  });
}

/** Says whether the nickname on a seat came. */
export function useMark(group: string, seat: number) {
  const again = useAgain();
  return useMutation({
    scope: inTurn(group),
    mutationFn: (state: Mark) =>
      read(
        api.POST('/api/v1/staff/groups/{group_id}/attendance', {
          params: of(group),
          body: { seat, state },
        }),
      ),
    onSettled: again,
  });
}
