import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, read } from '../../api/client';
import type { NoteKind } from '../../api/staff';
import { paths } from '../../lib/paths';

/** Begins a note that belongs to no session, and goes to it. */
export function useNewNote(case_id: string) {
  const [, go] = useLocation();
  return useMutation({
    mutationFn: (kind: NoteKind) =>
      read(
        api.POST('/api/v1/staff/cases/{case_id}/notes', {
          params: { path: { case_id } },
          body: { kind, template: 'dap', appointment: null },
        }),
      ),
    onSuccess: (note) => go(paths.note(case_id, note.id)),
  });
}
