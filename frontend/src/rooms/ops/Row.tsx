import { type ReactNode, useId } from 'react';
import { Link } from 'wouter';
import { useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import css from './ops.module.css';
import { words } from './words';

/** One of the rows: its question, what kind of figures answer it, and the answers. */
export function Row({
  title,
  line,
  control,
  children,
}: {
  title: string;
  line: string;
  control?: ReactNode;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={css.rowOf} aria-labelledby={heading}>
      <header className={css.rowHead}>
        <div>
          <h2 id={heading}>{title}</h2>
          <p className={css.line}>{line}</p>
        </div>
        {control}
      </header>
      {children}
    </section>
  );
}

/** One figure: its name, the number, what it means, and a way to look closer. */
export function Figure({
  name,
  value,
  children,
  closer,
}: {
  name: string;
  value?: string;
  children: ReactNode;
  /** Address of the same figure in the explorer. */
  closer?: string;
}) {
  const t = useWords(words);
  const known = useKnown();
  return (
    <article className={css.figure}>
      <h3>
        {closer && known(paths.explore) ? (
          <Link href={closer} aria-label={t('closer', { what: name })}>
            {name}
          </Link>
        ) : (
          name
        )}
      </h3>
      {value === undefined ? null : <p className={css.value}>{value}</p>}
      {children}
    </article>
  );
}
