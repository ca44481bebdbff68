import type { ReactNode } from 'react';
import css from './states.module.css';

/** Nothing here: one line, one action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <svg className={css.shore} viewBox="0 0 160 64" aria-hidden="true">
        <path d="M0 44 C30 30 52 52 84 42 S136 32 160 42 V64 H0Z" fill="var(--sunken)" />
        <path
          d="M0 50 C34 40 56 58 88 50 S138 44 160 51"
          fill="none"
          stroke="var(--control-border)"
          strokeWidth="1.75"
        />
      </svg>
      <p>{children}</p>
      {action}
    </div>
  );
}
