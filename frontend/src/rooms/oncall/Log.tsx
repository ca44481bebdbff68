import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { clockToSecond } from '../../lib/time';
import type { Call } from './clocks';
import type { Opened } from './data';
import css from './OnCall.module.css';
import { words } from './words';

/** What was done about a call, in order. Notes are shown while the call is open to the reader. */
export function Log({ call, opened }: { call: Call; opened: Opened | null }) {
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
        {entriesOf(call).map(({ at, act, step }) => (
          <li key={step?.id ?? act}>
            {time(at)}{' '}
            <span>
              {t(`act.${act}` as 'act.close')} {step ? <small>{step.by}</small> : null}
              {step?.has_note ? (
                <Note text={opened?.notes[step.id]} reference={opened?.damage.reference ?? ''} />
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </aside>
  );
}

interface Entry {
  at: string;
  act: string;
  step?: Call['steps'][number];
}

/** What the person did and what people on duty did, in order. */
export function entriesOf(call: Call): Entry[] {
  const own: Entry[] = [{ at: call.raised_at, act: 'raise' }];
  if (call.all_right_at) own.push({ at: call.all_right_at, act: 'right' });
  const steps = call.steps.map((step) => ({ at: step.at, act: step.act, step }));
  return [...own, ...steps].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What was noted; null is damaged, undefined not opened. */
function Note({ text, reference }: { text: string | null | undefined; reference: string }) {
  const t = useWords(words);
  if (text === undefined) return <em>{t('log.note')}</em>;
  return <blockquote>{text ?? t('damaged', { reference })}</blockquote>;
}
