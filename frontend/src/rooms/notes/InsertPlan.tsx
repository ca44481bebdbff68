import { useMutation, useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import type { Keeper } from './keeper';
import { openNote, textOf } from './keepers';
import { words } from './words';

/** The latest other progress note of the case, null without one. */
async function lastNote(case_id: string, except: string): Promise<string | null> {
  const { entries } = await read(
    api.GET('/api/v1/staff/cases/{case_id}/timeline', { params: { path: { case_id } } }),
  );
  const last = entries.find(
    ({ kind, detail, id }) => kind === 'note' && detail === 'progress' && id !== except,
  );
  return last?.id ?? null;
}

/** Puts the plan of the last note before what stands in this one's. */
export function InsertPlan({
  caseId,
  noteId,
  keeper,
}: {
  caseId: string;
  noteId: string;
  keeper: Keeper;
}) {
  const t = useWords(words);
  const last = useQuery({
    queryKey: ['case', caseId, 'note before', noteId],
    queryFn: () => lastNote(caseId, noteId),
    ...content,
  }).data;
  const act = useMutation({
    // Opens the note, with a trace.
    mutationFn: async (last: string) => textOf(await openNote(last)).plan?.trim() ?? '',
    onSuccess: (plan) => {
      const now = keeper.get().draft.sections.plan ?? '';
      if (plan) keeper.write('plan', now.trim() ? `${plan}\n\n${now}` : plan);
    },
  });
  if (!last) return null;
  return (
    <>
      {act.data === '' ? <span role="status">{t('last.none')}</span> : null}
      {act.error ? <ErrorCard failure={act.error} /> : null}
      <Button variant="subtle" busy={act.isPending} onClick={() => act.mutate(last)}>
        {t('last.insert')}
      </Button>
    </>
  );
}
