import type { ReactNode } from 'react';
import css from './List.module.css';
import { PageTitle } from './PageTitle';

/** The top of a staff page that lists things: its title, the way to add one, what is listed. */
export function ListTop({
  title,
  line,
  children,
}: {
  title: string;
  line: string;
  children: ReactNode;
}) {
  return (
    <>
      <div className={css.top}>
        <PageTitle section={title}>{title}</PageTitle>
        {children}
      </div>
      <p className={css.line}>{line}</p>
    </>
  );
}

/** List items as lines in one box; `className` is the room's own, for the parts of a line. */
export function Lines({ className, children }: { className?: string; children: ReactNode }) {
  return <ul className={`${css.lines} ${className ?? ''}`}>{children}</ul>;
}

/** What is rarely looked for, folded away under its name, or at first `open`. */
export function Folded({
  title,
  open,
  children,
}: {
  title: string;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={css.folded} open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
