import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, read } from '../../api/client';
import { OPENED, pastTheLock, refresh } from '../../api/opening';
import { codeOf } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { Sheet } from '../../ui/Sheet';
import type { Keeper } from './keeper';
import type { NoteFound } from './keepers';
import { Reading } from './Reading';
import { words } from './words';

/** The whole text once more, then the signature. An unlock older than 15 minutes is asked again. */
export function Sign({
  open,
  onClose,
  noteId,
  keeper,
}: {
  open: boolean;
  onClose: () => void;
  noteId: string;
  keeper: Keeper;
}) {
  const t = useWords(words);
  const { draft } = useSyncExternalStore(keeper.subscribe, keeper.get);
  const act = useSigning(noteId, keeper);
  return (
    <Sheet
      open={open}
      onClose={() => {
        act.reset();
        onClose();
      }}
      title={t('sign.title')}
    >
      <p>{t('sign.line')}</p>
      <Reading template={draft.template} sections={draft.sections} />
      <Refusal
        failure={act.error}
        said={{ stale: t('sign.stale'), unreachable: t('sign.unsaved') }}
      />
      <Button wide busy={act.isPending} onClick={() => act.mutate()}>
        {t('sign.do')}
      </Button>
    </Sheet>
  );
}

function useSigning(note_id: string, keeper: Keeper) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const version = await keeper.settle();
      return pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/notes/{note_id}/sign', {
            params: { path: { note_id } },
            body: { version },
          }),
        ),
      );
    },
    onSuccess: (signed) => {
      const { sections, template } = keeper.get().draft;
      queries.setQueryData<NoteFound>([OPENED, 'note', note_id], (found) =>
        found
          ? { ...found, ...signed, sections, head: { ...found.head, template, state: 'signed' } }
          : found,
      );
      return refresh(queries);
    },
    onError: (failure) => {
      if (codeOf(failure) === 'signed') keeper.foundSigned();
    },
  });
}
