import type { ReactNode } from 'react';
import { useLang, useWords } from '../../lib/i18n';
import { clock } from '../../lib/time';
import css from './Today.module.css';
import { words } from './words';

/** One stretch of the day: its hours at the left; quiet when it is `off`. */
export function Tile({
  start,
  end,
  running,
  off,
  now,
  zone,
  children,
}: {
  start: Date;
  end: Date;
  running: boolean;
  off: boolean;
  now: Date;
  zone: string;
  children: ReactNode;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <li
      className={css.tile}
      data-running={running || undefined}
      data-past={end < now || undefined}
      data-off={off || undefined}
    >
      <p className={css.time}>
        <time dateTime={start.toISOString()}>{clock(start, lang, zone)}</time>
        <span>{clock(end, lang, zone)}</span>
        {running ? <b>{t('running')}</b> : null}
      </p>
      <div className={css.body}>{children}</div>
    </li>
  );
}
