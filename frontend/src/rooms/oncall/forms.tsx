import { type FormEvent, useState } from 'react';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { RadioList, TextArea } from '../../ui/Field';
import type { Call } from './clocks';
import { closeCall, type Outcome, recordAttempt, recordContact, useAct } from './console';
import { words } from './words';

const LONGEST = 2_000;
const OUTCOMES: readonly Outcome[] = [
  'safe',
  'handed_over',
  'emergency_services',
  'not_reached',
  'false_alarm',
];

function Note({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useWords(words);
  return (
    <TextArea
      label={t('note')}
      hint={t('note.hint')}
      rows={3}
      maxLength={LONGEST}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Records a try or that the person was reached, with an optional sealed note. */
export function NoteForm({
  call,
  kind,
  onDone,
}: {
  call: Call;
  kind: 'attempt' | 'contact';
  onDone: () => void;
}) {
  const t = useWords(words);
  const [note, setNote] = useState('');
  const act = useAct(() =>
    kind === 'attempt' ? recordAttempt(call.id, note) : recordContact(call.id, note),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate(undefined, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <p>{t(`${kind}.line`)}</p>
      <Note value={note} onChange={setNote} />
      <Refused failure={act.error} />
      <Button submit large wide busy={act.isPending}>
        {t('record')}
      </Button>
    </form>
  );
}

/** Closes a call with how it ended. */
export function CloseForm({ call, onDone }: { call: Call; onDone: () => void }) {
  const t = useWords(words);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState('');
  const act = useAct((how: Outcome) => closeCall(call.id, how, note));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (outcome) act.mutate(outcome, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <RadioList
        legend={t('close.outcome')}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        value={outcome}
        onChange={setOutcome}
      />
      <Note value={note} onChange={setNote} />
      <Refused failure={act.error} />
      <Button submit large wide disabled={outcome === null} busy={act.isPending}>
        {t('close.do')}
      </Button>
    </form>
  );
}

const SAID = ['not_reached_yet', 'reason_needed', 'wrong_state'] as const;

function Refused({ failure }: { failure: unknown }) {
  const t = useWords(words);
  if (!failure) return null;
  const code = failure instanceof ProblemError ? failure.code : '';
  const known = SAID.find((one) => one === code);
  return known ? <p role="alert">{t(`fault.${known}`)}</p> : <ErrorCard failure={failure} />;
}
