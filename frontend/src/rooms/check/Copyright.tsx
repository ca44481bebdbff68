import type { Measure } from './answers';
import css from './check.module.css';

/** The holder's line. It stands on every screen that shows anything of the measure. */
export function Copyright({ of: { copyright, language, version } }: { of: Measure }) {
  return (
    <p className={css.copyright} lang={language}>
      {copyright} ({version})
    </p>
  );
}
