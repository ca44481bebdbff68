import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { useWords } from '../lib/i18n';
import { covered, sitting } from '../lib/lock';
import { Button } from './Button';
import { Veil } from './Veil';
import { common } from './words';

/**
 * Covers the page as soon as it is hidden, before the system takes its picture for the list of open
 * apps. With `uncover="tap"` it stays until a person taps; with "return" it goes when they are back,
 * unless their own session is running.
 */
export function Cover({ uncover }: { uncover: 'tap' | 'return' }) {
  const t = useWords(common);
  const open = covered.use();
  useEffect(() => {
    const change = () => {
      const hidden = document.visibilityState === 'hidden';
      if (hidden) flushSync(() => covered.set(true));
      else if (uncover === 'return' && !sitting.get()) covered.set(false);
    };
    document.addEventListener('visibilitychange', change);
    return () => document.removeEventListener('visibilitychange', change);
  }, [uncover]);
  return (
    <Veil open={open} title={t('cover')}>
      <p>{t('cover.line')}</p>
      <Button onClick={() => covered.set(false)}>{t('uncover')}</Button>
    </Veil>
  );
}
