import { useId } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { AllRight, OwnCase, Unkept, useCalled, useFrom } from './CallCard';
import { Row, Rungs } from './Clocks';
import { type Call, clocksOf } from './clocks';
import { useAccept } from './data';
import css from './OnCall.module.css';
import { words } from './words';

interface Props {
  call: Call;
  now: number;
  onLost: () => void;
}

/** A call that nobody has yet: its clock and the way to take it, small enough for many at once. */
export function WaitingCall({ call, now, onLost }: Props) {
  const heading = useId();
  const t = useWords(words);
  const called = useCalled();
  const from = useFrom();
  const accept = useAccept(call.id, onLost);
  const [clock] = clocksOf(call, now);
  return (
    <article className={css.waiting} aria-labelledby={heading}>
      <Row clock={clock}>
        <h3 id={heading}>{called(call)}</h3>
      </Row>
      <div className={css.about}>
        <p className={css.small}>{from(call)}</p>
        <Rungs call={call} now={now} />
        <Unkept call={call} />
        <OwnCase call={call} />
        <AllRight call={call} />
      </div>
      <Button tone="crisis" busy={accept.isPending} onClick={() => accept.mutate()}>
        {t('accept')}
      </Button>
      <Refusal failure={accept.error} said={{ already_acknowledged: null }} />
    </article>
  );
}
