import { useQuery } from '@tanstack/react-query';
import { hold } from '../lib/lock';
import { api, read } from './client';
import type { components } from './schema';

export type Session = components['schemas']['Session'];
export type Role = Session['roles'][number];

const NOBODY: Session = { kind: 'nobody', roles: [] };

export const sessionKey = ['session'] as const;

async function whoIsHere(): Promise<Session> {
  const session = await read(api.GET('/api/v1/session'));
  hold(session.kind !== 'nobody');
  return session;
}

/** Who is signed in on this page. `known` is false until the server has answered. */
export function useSession(): { session: Session; known: boolean } {
  const { data, isPending } = useQuery({ queryKey: sessionKey, queryFn: whoIsHere });
  return { session: data ?? NOBODY, known: !isPending };
}
