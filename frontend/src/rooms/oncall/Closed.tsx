import { useWords } from '../../lib/i18n';
import { useCalled } from './CallCard';
import { useDuration } from './Clocks';
import { type Call, clocksOf } from './clocks';
import css from './OnCall.module.css';
import { words } from './words';

/** The last calls that were closed: how they ended and how quickly they were answered. */
export function Closed({ calls }: { calls: readonly Call[] }) {
  const t = useWords(words);
  if (calls.length === 0) return null;
  return (
    <details className={css.closed}>
      <summary>{t('closed', { n: calls.length })}</summary>
      <ul>
        {calls.map((call) => (
          <Line key={call.id} call={call} />
        ))}
      </ul>
    </details>
  );
}

function Line({ call }: { call: Call }) {
  const t = useWords(words);
  const called = useCalled();
  const duration = useDuration();
  const [accept, contact] = clocksOf(call, 0);
  return (
    <li>
      <b>{called(call)}</b> <span>{t(`outcome.${call.outcome}` as 'outcome.safe')}</span>
      <small>
        {call.acknowledged_by} · {t('closed.accepted', { time: duration(accept.passed) })} ·{' '}
        {contact.met
          ? t('closed.reached', { time: duration(contact.passed) })
          : t('closed.unreached')}
      </small>
    </li>
  );
}
