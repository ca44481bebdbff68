import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { deviceZone } from '../../lib/zone';
import { type Call, clockOf, shown } from './clocks';
import css from './OnCall.module.css';
import { words } from './words';

/** Calls that are over: how they ended and how long reaching took. */
export function Past({ calls }: { calls: readonly Call[] }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <details className={css.past}>
      <summary>{t('closed')}</summary>
      <ul>
        {calls.map((call) => (
          <li key={call.id}>
            <time dateTime={call.raised_at}>{dayAndClock(call.raised_at, lang, deviceZone())}</time>
            <span>{t(`outcome.${call.outcome}` as 'outcome.safe')}</span>
            {call.contacted_at ? (
              <span className={css.small}>
                {t('clock.reached', { time: shown(clockOf(call, 0).ms) })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
