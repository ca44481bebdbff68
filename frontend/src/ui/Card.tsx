import type { ReactNode } from 'react';
import css from './Card.module.css';
import type { Tone } from './tokens';

/** White ground with a border; a `tone` adds a bar at the left. Give it a heading where it has one. */
export function Card({
  children,
  tone,
  labelledBy,
}: {
  children: ReactNode;
  tone?: Tone;
  labelledBy?: string;
}) {
  return (
    <section className={css.card} data-tone={tone} aria-labelledby={labelledBy}>
      {children}
    </section>
  );
}
