import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useWords } from '../lib/i18n';
import { Button } from './Button';
import { Veil } from './Veil';
import { common } from './words';

/**
 * Covers the page as soon as it is hidden, before the system takes its picture for the list of open
 * apps. With `uncover="tap"` it stays until a person taps; with "return" it goes when they are back.
 */
export function Cover({ uncover }: { uncover: 'tap' | 'return' }) {
  const t = useWords(common);
  const [covered, setCovered] = useState(false);
  useEffect(() => {
    const change = () => {
      const hidden = document.visibilityState === 'hidden';
      if (hidden) flushSync(() => setCovered(true));
      else if (uncover === 'return') setCovered(false);
    };
    document.addEventListener('visibilitychange', change);
    return () => document.removeEventListener('visibilitychange', change);
  }, [uncover]);
  return (
    <Veil open={covered} title={t('cover')}>
      <p>{t('cover.line')}</p>
      <Button onClick={() => setCovered(false)}>{t('uncover')}</Button>
    </Veil>
  );
}
