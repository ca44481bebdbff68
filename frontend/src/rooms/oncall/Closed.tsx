import { useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Folded, Lines } from '../../ui/List';
import { Refusal } from '../../ui/Refusal';
import { useCalled } from './CallCard';
import { useDuration } from './Clocks';
import { type Call, clocksOf } from './clocks';
import { type Opened, useReveal } from './data';
import css from './OnCall.module.css';
import { words } from './words';

/** The last calls that were closed: how they ended and how quickly they were answered. */
export function Closed({ calls }: { calls: readonly Call[] }) {
  const t = useWords(words);
  if (calls.length === 0) return null;
  return (
    <Folded title={t('closed', { n: calls.length })}>
      <Lines className={css.closed}>
        {calls.map((call) => (
          <Line key={call.id} call={call} />
        ))}
      </Lines>
    </Folded>
  );
}

function Line({ call }: { call: Call }) {
  const t = useWords(words);
  const called = useCalled();
  const duration = useDuration();
  const [accept, contact] = clocksOf(call, 0);
  const [opened, setOpened] = useState<Opened | null>(null);
  const reveal = useReveal(call.id);
  const noted = call.steps.filter((step) => step.has_note);
  const show = () => reveal.mutate(undefined, { onSuccess: setOpened });
  return (
    <li>
      <b>{called(call)}</b> <span>{t(`outcome.${call.outcome}` as 'outcome.safe')}</span>
      <small>
        {call.acknowledged_by} · {t('closed.accepted', { time: duration(accept.passed) })} ·{' '}
        {contact.met
          ? t('closed.reached', { time: duration(contact.passed) })
          : t('closed.unreached')}
      </small>
      {noted.length > 0 && call.may_open && !opened ? (
        <Button variant="subtle" busy={reveal.isPending} onClick={show}>
          {t('closed.notes', { n: noted.length })}
        </Button>
      ) : null}
      {opened ? (
        <>
          {noted.map((step) => (
            <blockquote key={step.id}>
              {opened.notes[step.id] ?? t('damaged', { reference: opened.damage.reference })}
            </blockquote>
          ))}
          <Button variant="subtle" onClick={() => setOpened(null)}>
            {t('hide')}
          </Button>
        </>
      ) : null}
      <Refusal failure={reveal.error} />
    </li>
  );
}
