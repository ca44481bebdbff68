import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { pastTheLock } from '../../api/opening';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Fault } from '../../ui/care/Fault';
import { Checkbox, RadioList } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { Blocked } from './Blocked';
import css from './Case.module.css';
import type { CaseFound } from './data';
import { words } from './words';

type Prospect = components['schemas']['HandOverOut'];
type Successor = components['schemas']['SuccessorOut'];

/** Hands the case to another counsellor, after everything that only its holder can settle. */
export function HandOver({ found }: { found: CaseFound }) {
  const prospect = useQuery({
    queryKey: ['case', found.id, 'hand-over'],
    queryFn: () =>
      read(
        api.GET('/api/v1/staff/cases/{case_id}/hand-over', {
          params: { path: { case_id: found.id } },
        }),
      ),
    ...content,
  });
  return (
    <Loaded query={prospect}>
      {(there) =>
        there.blocking.length > 0 ? (
          <Blocked by={there.blocking} caseId={found.id} />
        ) : (
          <Choose caseId={found.id} there={there} />
        )
      }
    </Loaded>
  );
}

function useHandOver(case_id: string) {
  return useMutation({
    mutationFn: (to: Successor) =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/cases/{case_id}/hand-over', {
            params: { path: { case_id } },
            body: { counsellor: to.id },
          }),
        ),
      ),
  });
}

function Choose({ caseId, there }: { caseId: string; there: Prospect }) {
  const t = useWords(words);
  const act = useHandOver(caseId);
  const ready = there.successors.filter((one) => one.has_key);
  const without = there.successors.filter((one) => !one.has_key);
  const [id, setId] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const to = ready.find((one) => one.id === id);
  if (act.isSuccess) return <Done to={act.variables} />;
  if (there.successors.length === 0) return <p>{t('hand.nobody')}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to && sure) act.mutate(to);
      }}
    >
      <RadioList
        legend={t('hand.to')}
        options={ready.map(({ id: value, name }) => ({ value, label: name }))}
        value={id}
        onChange={setId}
      />
      {without.map(({ id: key, name }) => (
        <p key={key} className={css.small}>
          {t('hand.no_key', { name })}
        </p>
      ))}
      <ul className={css.blocking}>
        <li>{t('hand.theirs')}</li>
        <li>{t('hand.yours')}</li>
        <li>{t('hand.process')}</li>
        {there.stays.map((code) => (
          <li key={code}>{t(`hand.stays.${code}` as 'hand.stays.risk')}</li>
        ))}
      </ul>
      <Checkbox
        label={t('hand.sure')}
        checked={sure}
        onChange={(event) => setSure(event.target.checked)}
      />
      <Fault
        failure={act.error}
        said={{ no_key_yet: t('hand.fault.key'), other_case: t('hand.fault.other') }}
      />
      <Button submit wide disabled={!to || !sure} busy={act.isPending}>
        {to ? t('hand.do.to', { name: to.name }) : t('hand.do')}
      </Button>
    </form>
  );
}

function Done({ to }: { to: Successor }) {
  const t = useWords(words);
  return (
    <div role="status">
      <Card tone="ok">
        <p>{t('hand.done', { name: to.name })}</p>
      </Card>
      <LinkButton href={paths.cases}>{t('hand.done.go')}</LinkButton>
    </div>
  );
}
