import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, read } from '../../api/client';
import { OPENED, pastTheLock } from '../../api/opening';
import type { components } from '../../api/schema';

export type Message = components['schemas']['MessageOut'];
export type Damage = components['schemas']['DamageOut'];

const ASK_AGAIN = 2_000;

/** The session's messages, asked for every two seconds; only what is new is opened and traced. */
export function useThread(appointment_id: string) {
  const seen = useRef<Message[]>([]);
  const damage = useRef<Damage>({ missing: 0, reference: '' });
  return useQuery({
    queryKey: [OPENED, 'thread', appointment_id],
    queryFn: async () => {
      const after = seen.current.at(-1)?.number ?? 0;
      const page = await pastTheLock(() =>
        read(
          api.GET('/api/v1/staff/live/{appointment_id}/messages', {
            params: { path: { appointment_id }, query: { after } },
          }),
        ),
      );
      seen.current = joined(seen.current, page.messages);
      if (page.damage.reference) damage.current = page.damage;
      return { ...page, messages: seen.current, damage: damage.current };
    },
    refetchInterval: ASK_AGAIN,
    gcTime: 0,
    staleTime: 0,
  });
}

/** Two readings that crossed each other bring a message twice; it is kept once. */
export function joined(before: Message[], more: readonly Message[]): Message[] {
  const last = before.at(-1)?.number ?? 0;
  const fresh = more.filter(({ number }) => number > last);
  return fresh.length > 0 ? [...before, ...fresh] : before;
}
