import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { sessionQuery } from '../../api/session';
import { unlockKey } from '../../api/unlock';

/** Roles that open content; everybody else is never asked for a passphrase. */
const READERS = ['counsellor', 'clinical_lead', 'on_call'];

export const mayUnlock = (roles: readonly string[]): boolean =>
  roles.some((role) => READERS.includes(role));

/** Opens with the passphrase. */
export function useUnlock(onUnlocked: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (passphrase: string) => read(api.POST('/api/v1/unlock', { body: { passphrase } })),
    onSuccess: (state) => {
      queries.setQueryData(unlockKey, state);
      queries.invalidateQueries(sessionQuery);
      onUnlocked();
    },
  });
}

/** Chooses the first passphrase, and opens with it. */
export function useFirstPassphrase(onUnlocked: () => void) {
  const unlock = useUnlock(onUnlocked);
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: (passphrase: string) =>
      read(api.PUT('/api/v1/unlock/passphrase', { body: { new: passphrase, current: '' } })),
    onSuccess: (_, passphrase) => unlock.mutate(passphrase),
    onError: () => queries.invalidateQueries({ queryKey: unlockKey }),
  });
  return {
    mutate: set.mutate,
    error: set.error ?? unlock.error,
    isPending: set.isPending || unlock.isPending,
  };
}
