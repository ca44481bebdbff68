import { useEffect, useRef } from 'react';
import { useWords } from '../../lib/i18n';
import { HelpCard } from '../../ui/HelpCard';
import css from './Prepare.module.css';
import { words } from './words';

/** The ways to help beside an answer that is hard to give: brought into sight, and announced. */
export function Near({ when }: { when: boolean }) {
  const t = useWords(words);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (when) box.current?.scrollIntoView?.({ block: 'nearest' });
  }, [when]);
  return (
    <div ref={box} className={css.near}>
      <p role="status">{when ? t('near') : null}</p>
      {when ? <HelpCard /> : null}
    </div>
  );
}
