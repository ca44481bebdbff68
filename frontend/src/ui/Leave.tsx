import { useSession } from '../api/session';
import { useWords } from '../lib/i18n';
import { PRESSES, useShiftThrice } from '../lib/shiftThrice';
import css from './Leave.module.css';
import { leaveNow } from './leave';
import { common } from './words';

/** The quick exit: one tap, or Shift three times. `quiet` keeps only the keys and the dots. */
export function Leave({ quiet = false }: { quiet?: boolean }) {
  const t = useWords(common);
  const { exit_path } = useSession().session;
  const pressed = useShiftThrice(() => leaveNow(exit_path));
  return (
    <>
      {quiet ? null : <LeaveButton />}
      <span role="status" className={css.dots} data-pressed={pressed}>
        {pressed > 0 && pressed < PRESSES ? (
          <>
            <span aria-hidden="true">{'●'.repeat(pressed) + '○'.repeat(PRESSES - pressed)}</span>{' '}
            {t('leave.dots', { n: PRESSES - pressed })}
          </>
        ) : null}
      </span>
    </>
  );
}

/** One tap. */
export function LeaveButton() {
  const t = useWords(common);
  const { exit_path } = useSession().session;
  return (
    <button type="button" className={css.leave} onClick={() => leaveNow(exit_path)}>
      {t('leave')}
    </button>
  );
}

/** First in the tab order, seen only when focused. */
export function LeaveLink() {
  const t = useWords(common);
  const { exit_path } = useSession().session;
  return (
    <button type="button" className={css.first} onClick={() => leaveNow(exit_path)}>
      {t('leave.quickly')}
    </button>
  );
}
