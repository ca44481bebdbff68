import type { ReactNode } from 'react';
import css from './states.module.css';

/** Nothing here: one line, one action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <svg className={css.shore} viewBox="0 0 160 64" aria-hidden="true">
        <path d="M0 40 Q40 24 80 38 T160 34 V50 H0Z" fill="var(--border)" />
        <path d="M0 48 Q40 38 80 47 T160 45 V64 H0Z" fill="var(--sunken)" />
      </svg>
      <p>{children}</p>
      {action}
    </div>
  );
}
