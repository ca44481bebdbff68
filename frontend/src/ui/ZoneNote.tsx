import { useHouseZone } from '../api/session';
import { useLang, useWords } from '../lib/i18n';
import { now } from '../lib/now';
import { zoneNote } from '../lib/time';
import { common } from './words';
import css from './ZoneNote.module.css';

/** Says whose hours are shown where the device keeps others than the house; nothing where not. */
export function ZoneNote({ zone }: { zone?: string }) {
  const t = useWords(common);
  const { lang } = useLang();
  const house = useHouseZone();
  const note = zoneNote(now(), lang, zone ?? house);
  return note ? <p className={css.note}>{t('zone', { zone: note })}</p> : null;
}
