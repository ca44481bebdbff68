import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import { useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { dayAndClock, list } from '../../lib/time';
import { addDays, dateIn, instantOf } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { RadioList } from '../../ui/Field';
import { DateField, TimeField } from '../../ui/Moment';
import css from './Calendar.module.css';
import { Clashes, type Stretch } from './Clashes';
import { words } from './words';

type Kind = 'off' | 'adds';

interface Plan {
  kind: Kind;
  start: string;
  startTime: string;
  end: string;
  endTime: string;
}

/** From when to when, null while the plan is not whole or ends before it begins. */
function stretchOf(plan: Plan, zone: string): Stretch | null {
  if (!plan.start || !plan.startTime || !plan.end || !plan.endTime) return null;
  const start = instantOf(plan.start, plan.startTime, zone);
  const end = instantOf(plan.end, plan.endTime, zone);
  return start < end ? { start, end } : null;
}

/** Time off or extra hours. What is booked in it stays, and is named. */
export function AddException({ zone }: { zone: string }) {
  const t = useWords(words);
  const tomorrow = addDays(dateIn(now(), zone), 1);
  const [plan, setPlan] = useState<Plan>({
    kind: 'off',
    start: tomorrow,
    startTime: '00:00',
    end: addDays(tomorrow, 1),
    endTime: '00:00',
  });
  const [wrong, setWrong] = useState(false);
  const act = useAdding();
  const change = (part: Partial<Plan>) => {
    setPlan({ ...plan, ...part });
    act.reset();
  };
  const stretch = stretchOf(plan, zone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(stretch === null);
    if (stretch) act.mutate({ adds: plan.kind === 'adds', ...stretch });
  };
  return (
    <form onSubmit={submit} noValidate>
      <RadioList
        legend={t('exception.kind')}
        options={(['off', 'adds'] as const).map((value) => ({
          value,
          label: t(`exception.${value}`),
        }))}
        value={plan.kind}
        onChange={(kind) => change({ kind })}
      />
      <When plan={plan} onChange={change} />
      {wrong ? <p role="alert">{t('add.times')}</p> : null}
      {stretch && plan.kind === 'off' && !act.data ? <Clashes off={stretch} zone={zone} /> : null}
      <Outcome act={act} zone={zone} />
      <Button submit busy={act.isPending}>
        {t('add.do')}
      </Button>
    </form>
  );
}

function When({ plan, onChange }: { plan: Plan; onChange: (part: Partial<Plan>) => void }) {
  const t = useWords(words);
  return (
    <div className={css.when}>
      <DateField
        label={t('exception.start')}
        value={plan.start}
        onChange={(start) => onChange({ start })}
      />
      <TimeField
        label={t('exception.start.time')}
        value={plan.startTime}
        onChange={(startTime) => onChange({ startTime })}
      />
      <DateField
        label={t('exception.end')}
        value={plan.end}
        onChange={(end) => onChange({ end })}
      />
      <TimeField
        label={t('exception.end.time')}
        value={plan.endTime}
        onChange={(endTime) => onChange({ endTime })}
      />
    </div>
  );
}

function useAdding() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ adds, start, end }: Stretch & { adds: boolean }) =>
      read(
        api.POST('/api/v1/staff/availability', {
          body: {
            kind: 'exception',
            adds,
            start: start.toISOString(),
            end: end.toISOString(),
            cycle_days: 7,
            offset_day: 0,
          },
        }),
      ),
    onSettled: () => refresh(queries),
  });
}

function Outcome({ act, zone }: { act: ReturnType<typeof useAdding>; zone: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  if (act.error) return <ErrorCard failure={act.error} />;
  if (!act.data) return null;
  const { affected } = act.data;
  const times = list(
    affected.map((start) => dayAndClock(start, lang, zone)),
    lang,
  );
  return (
    <p role="status">
      {affected.length > 0 ? t('affected', { n: affected.length, times }) : t('added')}
    </p>
  );
}
