import { useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { Sheet } from '../../ui/Sheet';
import { CloseCall } from './CloseCall';
import type { Call } from './clocks';
import { useStep } from './data';
import css from './OnCall.module.css';
import { words } from './words';

export const LONGEST_NOTE = 2_000;

/** One press for each step, with a note or without. */
export function Work({ call }: { call: Call }) {
  const t = useWords(words);
  const [note, setNote] = useState('');
  const [closing, setClosing] = useState(false);
  const step = useStep(call.id, () => setNote(''));
  const reached = call.state === 'in_contact';
  return (
    <div className={css.work}>
      <TextArea
        label={t('note')}
        rows={2}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={css.steps}>
        {reached ? null : (
          <>
            <Button
              variant="default"
              busy={step.isPending}
              onClick={() => step.mutate({ act: 'attempt', note })}
            >
              {t('attempt')}
            </Button>
            <Button
              variant="light"
              busy={step.isPending}
              onClick={() => step.mutate({ act: 'contact', note })}
            >
              {t('contact')}
            </Button>
          </>
        )}
        <Button variant={reached ? 'filled' : 'default'} onClick={() => setClosing(true)}>
          {t('close')}
        </Button>
      </div>
      <Refusal failure={step.error} said={{ wrong_state: t('moved') }} />
      <Sheet open={closing} onClose={() => setClosing(false)} title={t('close.title')} centred>
        <CloseCall call={call} draft={note} />
      </Sheet>
    </div>
  );
}
