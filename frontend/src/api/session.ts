import { queryOptions, useQuery } from '@tanstack/react-query';
import { hold, isLockedThere } from '../lib/lock';
import { REST } from '../lib/paths';
import { deviceZone } from '../lib/zone';
import { api, read } from './client';
import type { components } from './schema';

type Answer = components['schemas']['SessionOut'];

/** `way_in` is empty for whoever did not come in; the schema names only the ways. */
export type Session = Omit<Answer, 'way_in'> & { way_in: Answer['way_in'] | '' };

/** What a person of the programme's staff may be, as it is offered. The server decides what that allows. */
export const ROLES = [
  'counsellor',
  'on_call',
  'clinical_lead',
  'programme_manager',
  'operations',
  'privacy_officer',
  'auditor',
  'system_admin',
] as const;

export type Role = (typeof ROLES)[number];

/** What holds until the server has answered, or when it does not. */
const NOBODY: Session = {
  kind: 'anonymous',
  way_in: '',
  roles: [],
  name: '',
  language: '',
  unlocked_until: null,
  locked: false,
  neutral_name: 'Harbour',
  exit_path: REST,
  time_zone: deviceZone(),
  self_checks: false,
};

async function whoIsHere(): Promise<Session> {
  const session = await read(api.GET('/api/v1/session'));
  hold(session.kind !== 'anonymous');
  if (session.locked) isLockedThere();
  return session;
}

/** After coming in or going, put the new answer into the cache under `sessionQuery.queryKey`. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: whoIsHere,
  retryOnMount: false, // many parts ask; without an answer the defaults are good enough
});

/**
 * Who this browser is, and the neutral name and exit that go with the installation. `known` is false
 * until the server has answered.
 */
export function useSession(): { session: Session; known: boolean } {
  const { data, isPending } = useQuery(sessionQuery);
  return { session: data ?? NOBODY, known: !isPending };
}

/** The zone in which the house counts its hours: every page for agents tells times in it. */
export const useHouseZone = (): string => useSession().session.time_zone;
