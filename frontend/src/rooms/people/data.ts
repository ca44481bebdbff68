import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { type Role, useSession } from '../../api/session';
import { paths } from '../../lib/paths';

type Schemas = components['schemas'];
export type Found = Schemas['PeopleOut'];
export type Person = Schemas['PersonOut'];
type Invitation = Schemas['InviteInRequest'];
export type Left = Schemas['LeavingOut'];

const peopleKey = ['people'] as const;

/** Whether the acting person may invite and change; a privacy officer only looks. */
export const useManages = (): boolean => useSession().session.roles.includes('programme_manager');

export function usePeople() {
  return useQuery({
    queryKey: peopleKey,
    queryFn: () => read(api.GET('/api/v1/staff/people')),
    ...content,
  });
}

/** Where a key sets a password. It stands behind a #, which no server ever sees. */
export const addressOf = (key: string): string => `${location.origin}${paths.welcome}#${key}`;

function useListAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: peopleKey });
}

export function useInvite() {
  const listAgain = useListAgain();
  return useMutation({
    mutationFn: (person: Invitation) => read(api.POST('/api/v1/staff/people', { body: person })),
    onSuccess: listAgain,
  });
}

const of = (person: Person) => ({ path: { staff_id: person.id } });

export function useRoles(person: Person) {
  const listAgain = useListAgain();
  return useMutation({
    mutationFn: (roles: Role[]) =>
      read(
        api.POST('/api/v1/staff/people/{staff_id}/roles', { params: of(person), body: { roles } }),
      ),
    onSuccess: listAgain,
  });
}

export function useNewKey(person: Person) {
  return useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/staff/people/{staff_id}/invitation', { params: of(person) })),
  });
}

/** What a person would leave open. */
export function useLeaving(person: Person) {
  return useQuery({
    queryKey: ['leaving', person.id],
    queryFn: () => read(api.GET('/api/v1/staff/people/{staff_id}/leaving', { params: of(person) })),
    ...content,
  });
}

export function useRetire(person: Person, onDone: () => void) {
  const listAgain = useListAgain();
  return useMutation({
    mutationFn: (leave_cases: boolean) =>
      read(
        api.POST('/api/v1/staff/people/{staff_id}/retire', {
          params: of(person),
          body: { leave_cases },
        }),
      ),
    onSuccess: () => {
      onDone();
      return listAgain();
    },
  });
}
