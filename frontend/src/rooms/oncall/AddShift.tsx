import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { dateIn, deviceZone, instantOf } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { SelectField, TextField } from '../../ui/Field';
import { type Person, rotaKey } from './Rota';
import { words } from './words';

const LEVELS = ['1', '2', '3'] as const;
const HOURS = ['4', '8', '12', '24'] as const;
const HOUR_MS = 3_600_000;

/** Puts somebody on the rota. Whoever may answer calls can be chosen. */
export function AddShift({ people, onDone }: { people: readonly Person[]; onDone: () => void }) {
  const t = useWords(words);
  const fit = people.filter(
    ({ roles, retired_at }) =>
      retired_at === null && (roles.includes('on_call') || roles.includes('clinical_lead')),
  );
  const [staff, setStaff] = useState(fit[0]?.id ?? '');
  const [level, setLevel] = useState<(typeof LEVELS)[number]>('1');
  const [date, setDate] = useState(dateIn(new Date(), deviceZone()));
  const [from, setFrom] = useState('20:00');
  const [hours, setHours] = useState<(typeof HOURS)[number]>('12');
  const act = useAdding(onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const start = instantOf(date, from, deviceZone());
    const end = new Date(start.getTime() + Number(hours) * HOUR_MS);
    act.mutate({
      staff,
      level: Number(level),
      start: start.toISOString(),
      end: end.toISOString(),
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <SelectField
        label={t('rota.who')}
        options={fit.map(({ id, name }) => ({ value: id, label: name }))}
        value={staff}
        onChange={setStaff}
      />
      <SelectField
        label={t('rota.level.label')}
        options={LEVELS.map((value) => ({ value, label: t('rota.level', { n: value }) }))}
        value={level}
        onChange={setLevel}
      />
      <TextField
        label={t('rota.date')}
        type="date"
        value={date}
        onChange={(event) => setDate(event.target.value)}
      />
      <TextField
        label={t('rota.from')}
        type="time"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <SelectField
        label={t('rota.hours')}
        options={HOURS.map((value) => ({
          value,
          label: t('rota.hours.count', { n: Number(value) }),
        }))}
        value={hours}
        onChange={setHours}
      />
      <Refused failure={act.error} />
      <Button submit wide busy={act.isPending} disabled={!staff || !date || !from}>
        {t('rota.do')}
      </Button>
    </form>
  );
}

function useAdding(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { staff: string; level: number; start: string; end: string }) =>
      read(api.POST('/api/v1/staff/duty', { body })),
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: rotaKey });
    },
  });
}

function Refused({ failure }: { failure: unknown }) {
  const t = useWords(words);
  if (!failure) return null;
  if (!(failure instanceof ProblemError)) return <ErrorCard failure={failure} />;
  if (failure.code === 'already_on_call') {
    return <p role="alert">{t('rota.fault.already_on_call')}</p>;
  }
  return failure.status === 422 ? (
    <p role="alert">{t('rota.fault.other')}</p>
  ) : (
    <ErrorCard failure={failure} />
  );
}
