import { useLang, useWords } from '../lib/i18n';
import { clockToSecond } from '../lib/time';
import { Icon } from './Icon';
import { IconAlert, IconCheck, IconClock } from './icons';
import css from './SaveState.module.css';
import { common } from './words';

/** Where a text being written is: as it was opened, only here, on its way, kept, or refused and tried again. */
export type Saving =
  | { state: 'untouched' }
  | { state: 'unsaved' }
  | { state: 'saving' }
  | { state: 'saved'; at: Date }
  | { state: 'retrying' };

/** The status line of an editor that saves by itself. Said politely; a failure is said at once. */
export function SaveState({ saving }: { saving: Saving }) {
  const t = useWords(common);
  const { lang } = useLang();
  if (saving.state === 'untouched') return <p role="status" className={css.line} />;
  const failed = saving.state === 'retrying';
  const drawing = failed ? IconAlert : saving.state === 'saved' ? IconCheck : IconClock;
  return (
    <p role={failed ? 'alert' : 'status'} className={css.line} data-failed={failed || undefined}>
      <Icon of={drawing} size={16} />
      {saving.state === 'saved'
        ? t('save.saved', { time: clockToSecond(saving.at, lang) })
        : t(`save.${saving.state}`)}
    </p>
  );
}
