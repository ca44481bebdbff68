import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { clockToSecond } from '../../lib/time';
import type { Call } from './clocks';
import css from './OnCall.module.css';
import { words } from './words';

/** What was done about a call, in order. Notes are shown while the call is open to the reader. */
export function Log({ call, notes }: { call: Call; notes: Readonly<Record<string, string>> }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const time = (moment: string) => (
    <time dateTime={moment}>{clockToSecond(moment, lang, zone)}</time>
  );
  return (
    <aside className={css.log} aria-label={t('log')}>
      <h4>{t('log')}</h4>
      <ol>
        <li>
          {time(call.raised_at)} <span>{t('act.raise')}</span>
        </li>
        {call.steps.map((step) => (
          <li key={step.id}>
            {time(step.at)}{' '}
            <span>
              {t(`act.${step.act}` as 'act.close')} <small>{step.by}</small>
              {step.has_note ? <Note text={notes[step.id]} /> : null}
            </span>
          </li>
        ))}
      </ol>
    </aside>
  );
}

function Note({ text }: { text: string | undefined }) {
  const t = useWords(words);
  if (text === undefined) return <em>{t('log.note')}</em>;
  return <blockquote>{text}</blockquote>;
}
