import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import type { components } from '../../api/schema';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Fault } from '../../ui/care/Fault';
import { care } from '../../ui/care/words';
import { RadioList, TextArea } from '../../ui/Field';
import { useTypedInSheet } from '../../ui/Sheet';
import css from './Case.module.css';
import { type CaseFound, isPressing } from './data';
import { words } from './words';

type Level = components['schemas']['LevelEnum'];

const LEVELS: readonly Level[] = ['none_stated', 'low', 'moderate', 'high', 'imminent'];
const LONGEST = 4_000;

/** The counsellor's judgement and, sealed, what it rests on. Nothing suggests a level. */
export function JudgeRisk({ found, onDone }: { found: CaseFound; onDone: () => void }) {
  const t = useWords(words);
  const c = useWords(care);
  const queries = useQueryClient();
  const [level, setLevel] = useState<Level | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const act = useMutation({
    mutationFn: (body: { level: Level; reason: string }) =>
      read(
        api.POST('/api/v1/staff/cases/{case_id}/risk', {
          params: { path: { case_id: found.id } },
          body,
        }),
      ),
    onSuccess: async () => {
      onDone();
      await refresh(queries);
    },
  });
  useTypedInSheet(reason.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (level && reason.trim()) act.mutate({ level, reason });
  };
  return (
    <form onSubmit={submit} noValidate>
      <RadioList
        legend={t('risk.title')}
        options={LEVELS.map((value) => ({ value, label: c(`risk.${value}`) }))}
        value={level}
        onChange={setLevel}
      />
      {tried && !level ? (
        <p role="alert" className={css.fault}>
          {t('risk.choose')}
        </p>
      ) : null}
      {level && isPressing(level) ? <p className={css.small}>{t('risk.pressing')}</p> : null}
      <TextArea
        label={t('risk.reason')}
        hint={t('risk.reason.hint')}
        error={tried && !reason.trim() ? t('risk.why') : undefined}
        maxLength={LONGEST}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Fault failure={act.error} />
      <Button submit wide busy={act.isPending}>
        {t('risk.save')}
      </Button>
    </form>
  );
}
