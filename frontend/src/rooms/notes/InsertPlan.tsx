import { useMutation } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import type { Keeper } from './keeper';
import { openNote } from './keepers';
import { words } from './words';

/** The plan of the latest other progress note of the case, "" without one. Opens it, with a trace. */
async function lastPlan(case_id: string, except: string): Promise<string> {
  const { entries } = await read(
    api.GET('/api/v1/staff/cases/{case_id}/timeline', { params: { path: { case_id } } }),
  );
  const last = entries.find(
    ({ kind, detail, id }) => kind === 'note' && detail === 'progress' && id !== except,
  );
  if (!last) return '';
  return (await openNote(last.id)).sections?.plan?.trim() ?? '';
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
  const act = useMutation({
    mutationFn: () => lastPlan(caseId, noteId),
    onSuccess: (plan) => {
      const now = keeper.get().draft.sections.plan ?? '';
      if (plan) keeper.write('plan', now.trim() ? `${plan}\n\n${now}` : plan);
    },
  });
  return (
    <>
      {act.data === '' ? <span role="status">{t('last.none')}</span> : null}
      {act.error ? <ErrorCard failure={act.error} /> : null}
      <Button variant="subtle" busy={act.isPending} onClick={() => act.mutate()}>
        {t('last.insert')}
      </Button>
    </>
  );
}
