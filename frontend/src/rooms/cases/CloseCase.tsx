import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import { ProblemError } from '../../api/problem';
import type { components } from '../../api/schema';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Fault } from '../../ui/care/Fault';
import { RadioList } from '../../ui/Field';
import { Blocked } from './Blocked';
import type { CaseFound } from './data';
import { words } from './words';

type Reason = components['schemas']['CloseCaseInReasonEnum'];

const REASONS: readonly Reason[] = [
  'goals_met',
  'declined_further',
  'referred',
  'no_contact',
  'left_employer',
  'out_of_scope',
  'died',
];

/** Closes the case, or lists everything that must be settled first. */
export function CloseCase({ found, onDone }: { found: CaseFound; onDone: () => void }) {
  const t = useWords(words);
  const queries = useQueryClient();
  const [reason, setReason] = useState<Reason | null>(null);
  const act = useMutation({
    mutationFn: (why: Reason) =>
      read(
        api.POST('/api/v1/staff/cases/{case_id}/close', {
          params: { path: { case_id: found.id } },
          body: { reason: why },
        }),
      ),
    onSuccess: onDone,
    onSettled: () => refresh(queries),
  });
  const isBlocked = act.error instanceof ProblemError && act.error.code === 'blocked';
  if (found.blocking.length > 0) return <Blocked by={found.blocking} caseId={found.id} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason) act.mutate(reason);
      }}
    >
      <p>{t('close.line')}</p>
      <RadioList
        legend={t('close.reason')}
        options={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        value={reason}
        onChange={setReason}
      />
      {isBlocked ? null : <Fault failure={act.error} />}
      <Button submit wide disabled={reason === null} busy={act.isPending}>
        {t('close.do')}
      </Button>
    </form>
  );
}
