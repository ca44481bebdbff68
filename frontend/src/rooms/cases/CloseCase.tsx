import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import { ProblemError } from '../../api/problem';
import type { components } from '../../api/schema';
import { useToday } from '../../api/staff';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Fault } from '../../ui/care/Fault';
import { RadioList } from '../../ui/Field';
import css from './Case.module.css';
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

function Blocked({ by, caseId }: { by: readonly string[]; caseId: string }) {
  const t = useWords(words);
  const drafts = useToday().data?.unsigned_notes ?? [];
  const draft = drafts.find((one) => one.case.id === caseId);
  return (
    <Card tone="warn">
      <p>
        <b>{t('close.blocked')}</b>
      </p>
      <ul className={css.blocking}>
        {by.map((code) => (
          <li key={code}>
            {t(`block.${code}` as 'block.risk')}{' '}
            {code === 'unsigned_notes' && draft ? (
              <Link href={paths.note(caseId, draft.note)}>{t('block.unsigned_notes.open')}</Link>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
