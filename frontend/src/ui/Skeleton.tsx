import { useEffect, useState } from 'react';
import { useWords } from '../lib/i18n';
import { Hidden } from './Hidden';
import css from './states.module.css';
import { common } from './words';

/** True once `ms` have passed; short waits then show nothing at all. */
function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}

/** Grey lines in the place of what is coming, from 150 ms on; after 4 s it says it is at work. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useWords(common);
  const shown = useAfter(150);
  const slow = useAfter(4000);
  return (
    <div aria-busy="true" className={css.skeleton} data-shown={shown || undefined}>
      <Hidden>{t('loading')}</Hidden>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((key) => (
        <span key={key} className={css.line} />
      ))}
      <p role="status">{slow ? t('slow') : null}</p>
    </div>
  );
}
