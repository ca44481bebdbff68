import type { ReactNode } from 'react';
import { useWords } from '../lib/i18n';
import { locked } from '../lib/lock';
import { Veil } from './Veil';
import { common } from './words';

/** Over the page while it is locked; what was typed beneath is kept. `children` unlocks. */
export function LockSheet({ children }: { children: ReactNode }) {
  const t = useWords(common);
  return (
    <Veil open={locked.use()} title={t('locked')}>
      <p>{t('locked.line')}</p>
      {children}
    </Veil>
  );
}
