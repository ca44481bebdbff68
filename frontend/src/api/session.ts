import { useQuery } from '@tanstack/react-query';
import { hold } from '../lib/lock';
import { REST } from '../lib/paths';
import { api, read } from './client';
import type { components } from './schema';

type Answer = components['schemas']['SessionOut'];

/** `way_in` is empty for whoever did not come in; the schema names only the ways. */
export type Session = Omit<Answer, 'way_in'> & { way_in: Answer['way_in'] | '' };

/** What a person of the programme's staff may be. The server decides what that allows. */
export type Role =
  | 'counsellor'
  | 'clinical_lead'
  | 'on_call'
  | 'programme_manager'
  | 'operations'
  | 'privacy_officer'
  | 'auditor'
  | 'system_admin';

/** What holds until the server has answered, or when it does not. */
const NOBODY: Session = {
  kind: 'anonymous',
  way_in: '',
  roles: [],
  name: '',
  language: '',
  unlocked_until: null,
  neutral_name: 'Harbour',
  exit_path: REST,
};

export const sessionKey = ['session'] as const;

async function whoIsHere(): Promise<Session> {
  const session = await read(api.GET('/api/v1/session'));
  hold(session.kind !== 'anonymous');
  return session;
}

/**
 * Who this browser is, and the neutral name and exit that go with the installation. `known` is false
 * until the server has answered. After coming in, put the answer into the cache under `sessionKey`.
 */
export function useSession(): { session: Session; known: boolean } {
  const { data, isPending } = useQuery({
    queryKey: sessionKey,
    queryFn: whoIsHere,
    retryOnMount: false, // many parts ask; without an answer the defaults are good enough
  });
  return { session: data ?? NOBODY, known: !isPending };
}
