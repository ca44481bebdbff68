import type { components } from '../../api/schema';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { clock } from '../../lib/time';
import css from './Sessions.module.css';
import { words } from './words';

export type Joining = components['schemas']['JoiningOut'];

/** The number to call or the place to come to. */
export function Way({ joining }: { joining: Joining }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const { phone_line, room, until } = joining;
  return (
    <div role="status" className={css.way}>
      {phone_line ? (
        <>
          <p>{t('join.phone')}</p>
          <a href={`tel:${phone_line}`}>{phone_line}</a>
          <p className={css.muted}>{t('join.phone.line')}</p>
        </>
      ) : (
        <>
          <p>{room ? t('join.room') : t('join.room.none')}</p>
          {room ? <b>{room}</b> : null}
          <p className={css.muted}>{t('join.room.line')}</p>
        </>
      )}
      <p className={css.muted}>{t('join.until', { time: clock(until, lang, zone) })}</p>
    </div>
  );
}
