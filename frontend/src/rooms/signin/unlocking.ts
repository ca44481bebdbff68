import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, read } from '../../api/client';
import { codeOf } from '../../api/problem';
import { sessionQuery } from '../../api/session';
import { unlockKey } from '../../api/unlock';
import { type Lang, useLang } from '../../lib/i18n';

/** Roles that open content; everybody else is never asked for a passphrase. */
const READERS = ['counsellor', 'clinical_lead', 'on_call'];

export const mayUnlock = (roles: readonly string[]): boolean =>
  roles.some((role) => READERS.includes(role));

/**
 * A recovery code that is to be typed again, in the language in which it was made, and the passphrase
 * just chosen, which then unlocks. Both are kept in the memory of the page and nowhere else.
 */
export interface Made {
  words: readonly string[];
  lang: Lang;
  passphrase: string;
}

const open = (passphrase: string) => read(api.POST('/api/v1/unlock', { body: { passphrase } }));

/** What follows an unlock; where there turns out to be nothing to unlock with, that is asked anew. */
export function useOpened(onUnlocked: () => void) {
  const queries = useQueryClient();
  return {
    onSuccess: (state: Awaited<ReturnType<typeof open>>) => {
      queries.setQueryData(unlockKey, state);
      queries.invalidateQueries(sessionQuery);
      queries.invalidateQueries({ queryKey: ['desks'] });
      onUnlocked();
    },
    onError: (failure: unknown) => {
      if (codeOf(failure) === 'no_passphrase') queries.invalidateQueries({ queryKey: unlockKey });
    },
  };
}

/** Opens with the passphrase. */
export const useUnlock = (onUnlocked: () => void) =>
  useMutation({ mutationFn: open, ...useOpened(onUnlocked) });

/** Chooses the first passphrase, with which a recovery code comes. */
export function useChoosing(onMade: (made: Made) => void) {
  const queries = useQueryClient();
  const { lang } = useLang();
  return useMutation({
    mutationFn: (passphrase: string) =>
      read(
        api.PUT('/api/v1/unlock/passphrase', {
          body: { new: passphrase, current: '', language: lang },
        }),
      ),
    onSuccess: ({ words }, passphrase) => onMade({ words, lang, passphrase }),
    onError: () => queries.invalidateQueries({ queryKey: unlockKey }),
  });
}

/** Chooses a new passphrase by the recovery code; a new code comes with it. */
export function useRecovering(onMade: (made: Made) => void) {
  const { lang } = useLang();
  return useMutation({
    mutationFn: ({ words, passphrase }: { words: string; passphrase: string }) =>
      read(
        api.POST('/api/v1/unlock/recover', { body: { words, new: passphrase, language: lang } }),
      ),
    onSuccess: ({ words }, { passphrase }) => onMade({ words, lang, passphrase }),
  });
}

/** Says the recovery code again, which makes it the code, and opens with the passphrase. */
export function useConfirming(passphrase: string, onUnlocked: () => void) {
  const confirmed = useRef(false); // a code is said once, unlocking may take a second try
  return useMutation({
    mutationFn: async (words: string) => {
      if (!confirmed.current) await read(api.POST('/api/v1/unlock/code', { body: { words } }));
      confirmed.current = true;
      return open(passphrase);
    },
    ...useOpened(onUnlocked),
  });
}

/** Gives up a key whose passphrase and code are both lost. */
export function useBeginningAnew() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => read(api.POST('/api/v1/unlock/anew')),
    onSuccess: () => queries.invalidateQueries({ queryKey: unlockKey }),
  });
}
