import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import { useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { dateIn, mondayOf } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ErrorCard } from '../../ui/ErrorCard';
import { Checkbox, SelectField } from '../../ui/Field';
import { DateField, TimeField } from '../../ui/Moment';
import css from './Calendar.module.css';
import { minutesOf } from './week';
import { words } from './words';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const DAY_MINUTES = 1440;

interface Plan {
  days: readonly number[];
  from: string;
  to: string;
  overnight: boolean;
  rhythm: 'week' | 'fortnight';
  last: string;
}

type Fault = 'add.weekdays' | 'add.end' | 'add.long';

const lengthOf = ({ from, to, overnight }: Plan): number =>
  minutesOf(to) - minutesOf(from) + (overnight ? DAY_MINUTES : 0);

/** What is wrong with a plan. An end on the next day is one only when that is said. */
function faultOf(plan: Plan): Fault | null {
  if (plan.days.length === 0) return 'add.weekdays';
  if (!plan.from || !plan.to || lengthOf(plan) <= 0) return 'add.end';
  return lengthOf(plan) > DAY_MINUTES ? 'add.long' : null;
}

/** Regular hours on one or more weekdays: one rule a day, so that each can be removed by itself. */
export function AddRule({ zone, onDone }: { zone: string; onDone: () => void }) {
  const t = useWords(words);
  const [plan, setPlan] = useState<Plan>({
    days: [],
    from: '09:00',
    to: '17:00',
    overnight: false,
    rhythm: 'week',
    last: '',
  });
  const [missing, setMissing] = useState<Fault | null>(null);
  const act = useAdding(zone, onDone);
  const change = (part: Partial<Plan>) => {
    setPlan({ ...plan, ...part });
    setMissing(null);
  };
  const toggle = (one: number) =>
    change({
      days: plan.days.includes(one) ? plan.days.filter((d) => d !== one) : [...plan.days, one],
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fault = faultOf(plan);
    setMissing(fault);
    if (!fault) act.mutate(plan);
  };
  return (
    <form onSubmit={submit} noValidate>
      <fieldset className={css.weekdays}>
        <legend>{t('weekdays')}</legend>
        {WEEKDAYS.map((one) => (
          <Chip key={one} pressed={plan.days.includes(one)} onPress={() => toggle(one)}>
            {t(`day.${one}`)}
          </Chip>
        ))}
      </fieldset>
      <TimeField label={t('from')} value={plan.from} onChange={(from) => change({ from })} />
      <TimeField label={t('to')} value={plan.to} onChange={(to) => change({ to })} />
      <Checkbox
        label={t('overnight')}
        checked={plan.overnight}
        onChange={(event) => change({ overnight: event.target.checked })}
      />
      <SelectField
        label={t('rhythm')}
        options={(['week', 'fortnight'] as const).map((value) => ({
          value,
          label: t(`rhythm.${value}`),
        }))}
        value={plan.rhythm}
        onChange={(rhythm) => change({ rhythm })}
      />
      <DateField
        label={t('last.day')}
        hint={t('last.day.hint')}
        value={plan.last}
        onChange={(last) => change({ last })}
      />
      {missing ? <p role="alert">{t(missing)}</p> : null}
      {act.error ? <ErrorCard failure={act.error} /> : null}
      <Button submit busy={act.isPending}>
        {t('add.do')}
      </Button>
    </form>
  );
}

function useAdding(zone: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (plan: Plan) => {
      const { days, from, rhythm, last } = plan;
      const today = dateIn(now(), zone);
      for (const one of [...days].sort()) {
        await read(
          api.POST('/api/v1/staff/availability', {
            body: {
              kind: 'rule',
              anchor: mondayOf(today),
              cycle_days: rhythm === 'week' ? 7 : 14,
              offset_day: one - 1,
              starts: from,
              minutes: lengthOf(plan),
              valid_from: today,
              valid_until: last || null,
            },
          }),
        );
      }
    },
    onSuccess: onDone,
    onSettled: () => refresh(queries),
  });
}
