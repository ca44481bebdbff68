import { type FormEvent, useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { RadioList, TextArea } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { useTypedInSheet } from '../../ui/Sheet';
import type { Call } from './clocks';
import { type Outcome, useStep } from './data';
import css from './OnCall.module.css';
import { LONGEST_NOTE } from './Work';
import { words } from './words';

const OUTCOMES: readonly Outcome[] = [
  'safe',
  'emergency_services',
  'handed_over',
  'not_reached',
  'false_alarm',
];

type Fault = 'choose' | 'not_reached' | 'reason';

/** What stands in the way of closing with this outcome; the server says the same. */
function faultOf(call: Call, outcome: Outcome | null, note: string): Fault | null {
  if (!outcome) return 'choose';
  if (outcome === 'safe' && !call.contacted_at) return 'not_reached';
  return outcome === 'false_alarm' && !note.trim() ? 'reason' : null;
}

/** How a call ended, and a note that is sealed. `draft` is what was being noted. */
export function CloseCall({ call, draft }: { call: Call; draft: string }) {
  const t = useWords(words);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState(draft);
  const [tried, setTried] = useState(false);
  const step = useStep(call.id, () => undefined);
  const fault = tried ? faultOf(call, outcome, note) : null;
  useTypedInSheet(note !== draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (outcome && !faultOf(call, outcome, note)) step.mutate({ act: 'close', note, outcome });
  };
  return (
    <form onSubmit={submit} noValidate>
      <RadioList
        legend={t('close.outcome')}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        value={outcome}
        onChange={setOutcome}
      />
      <TextArea
        label={t(outcome === 'false_alarm' ? 'close.note.false' : 'close.note')}
        rows={3}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {fault ? (
        <p role="alert" className={css.fault}>
          {t(`close.${fault}`)}
        </p>
      ) : null}
      <Refusal
        failure={fault ? null : step.error}
        said={{
          not_reached_yet: t('close.not_reached'),
          reason_needed: t('close.reason'),
          wrong_state: t('moved'),
        }}
      />
      <div className={css.acts}>
        <Button submit wide busy={step.isPending}>
          {t('close.do')}
        </Button>
      </div>
    </form>
  );
}
