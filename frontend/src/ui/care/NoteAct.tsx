import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, read } from '../../api/client';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button } from '../Button';
import { Fault } from './Fault';
import { care } from './words';

/** Which note of a session there is: none yet, one being written, or one signed. */
export type NoteState = 'none' | 'draft' | 'signed';

const SAYS = {
  none: 'act.note',
  draft: 'act.note.continue',
  signed: 'act.note.read',
} as const;

/** Begins the progress note of a session, or goes to the one there is: the server answers either. */
export function NoteAct({
  caseId,
  appointment,
  state,
  light,
}: {
  caseId: string;
  appointment: string;
  state: NoteState;
  light?: boolean;
}) {
  const t = useWords(care);
  const [, go] = useLocation();
  const act = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/staff/cases/{case_id}/notes', {
          params: { path: { case_id: caseId } },
          body: { kind: 'progress', template: 'dap', appointment },
        }),
      ),
    onSuccess: (note) => go(paths.note(caseId, note.id)),
  });
  return (
    <>
      <Button
        variant={light ? 'light' : 'default'}
        busy={act.isPending}
        onClick={() => act.mutate()}
      >
        {t(SAYS[state])}
      </Button>
      <Fault failure={act.error} />
    </>
  );
}
