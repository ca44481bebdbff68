import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { codeOf } from '../../api/problem';
import { useSession } from '../../api/session';
import { unlockKey, useUnlockState } from '../../api/unlock';
import { askPasskey, type Made, makePasskey, offersPasskeys } from '../../lib/passkey';
import { useOpened } from './unlocking';

const passkeysKey = ['passkeys'] as const;

/** Whether this browser can use passkeys; undefined until it has said. */
export const useOffersPasskeys = (): boolean | undefined =>
  useQuery({ queryKey: ['offers-passkeys'], queryFn: offersPasskeys, staleTime: Infinity }).data;

/** Whether a passkey of this person is there and this browser can use it; undefined until known. */
export function usePasskeyOffered(): boolean | undefined {
  const has = useUnlockState().data?.has_passkey;
  const offers = useOffersPasskeys();
  if (has === false || offers === false) return false;
  return has && offers;
}

/** One's own passkeys. */
export const usePasskeys = () =>
  useQuery({ queryKey: passkeysKey, queryFn: () => read(api.GET('/api/v1/unlock/passkeys')) });

/** Opens with a passkey. Where there turns out to be none, that is asked anew. */
export function useUnlockByPasskey(onUnlocked: () => void) {
  const { onSuccess } = useOpened(onUnlocked);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const asked = await read(api.POST('/api/v1/unlock/passkey/challenge'));
      const used = await askPasskey(asked);
      return read(api.POST('/api/v1/unlock/passkey', { body: { used } }));
    },
    onSuccess: (state) => {
      queries.invalidateQueries({ queryKey: passkeysKey }); // when it was last used
      onSuccess(state);
    },
    onError: (failure) => {
      if (['no_passkey', 'no_passphrase'].includes(codeOf(failure)))
        queries.invalidateQueries({ queryKey: unlockKey });
    },
  });
}

/**
 * Adds a passkey in two steps: it is made, and then used once, which shows that it opens. Some
 * browsers ask to be touched again in between: `made` is then there, and `mutate` goes on from it.
 */
export function useAddingPasskey() {
  const queries = useQueryClient();
  const { name } = useSession().session;
  const [made, setMade] = useState<Made | null>(null);
  const act = useMutation({
    mutationFn: async () => {
      const fresh = made ?? (await begun(name));
      setMade(fresh);
      const used = await askPasskey(fresh.use);
      const { told, device, transports } = fresh;
      const body = { made: told, used, device, transports } as const;
      setMade(null); // its challenge is used up by this, whatever the answer
      return read(api.POST('/api/v1/unlock/passkeys', { body }));
    },
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: passkeysKey });
      queries.invalidateQueries({ queryKey: unlockKey });
    },
  });
  return { act, halfway: made !== null };
}

async function begun(name: string): Promise<Made> {
  const asked = await read(api.POST('/api/v1/unlock/passkeys/challenge'));
  return makePasskey(asked, name);
}

/** Removes one. */
export function useRemovingPasskey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (passkey_id: string) =>
      read(
        api.DELETE('/api/v1/unlock/passkeys/{passkey_id}', { params: { path: { passkey_id } } }),
      ),
    onSettled: () => {
      queries.invalidateQueries({ queryKey: passkeysKey });
      queries.invalidateQueries({ queryKey: unlockKey });
    },
  });
}
