import { useWords } from '../lib/i18n';
import { useIdle } from '../lib/idle';
import { Button } from './Button';
import css from './IdleWarning.module.css';
import { common } from './words';

const WARN_SECONDS = 60;

/** Locks after `minutes` without a sign of life, with a minute's warning that can be declined. */
export function IdleWarning({ minutes, onIdle }: { minutes: number | null; onIdle: () => void }) {
  const t = useWords(common);
  const { left, stay } = useIdle(minutes === null ? null : minutes * 60, WARN_SECONDS, onIdle);
  return (
    <div role="alert" className={css.warning}>
      {left === null ? null : (
        <>
          <p aria-hidden="true">{t('idle.line', { seconds: left })}</p>
          <span className={css.spoken}>{t('idle.line', { seconds: WARN_SECONDS })}</span>
          <Button onClick={stay}>{t('idle.stay')}</Button>
        </>
      )}
    </div>
  );
}
