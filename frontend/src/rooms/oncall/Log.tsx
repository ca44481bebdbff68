import { useLang, useWords } from '../../lib/i18n';
import { clock } from '../../lib/time';
import type { Call } from './clocks';
import css from './OnCall.module.css';
import { words } from './words';

/** Who did what when; the notes themselves open with the number. */
export function Log({ steps }: { steps: Call['steps'] }) {
  const t = useWords(words);
  const { lang } = useLang();
  if (steps.length === 0) return null;
  return (
    <section className={css.log}>
      <h3>{t('log')}</h3>
      <ol>
        {steps.map((step) => (
          <li key={`${step.at}${step.act}`}>
            <time dateTime={step.at}>{clock(step.at, lang)}</time>{' '}
            {t('did.by', { act: t(`did.${step.act}` as 'did.reach'), name: step.by })}
            {step.has_note ? ` · ${t('noted')}` : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
