import { useHours } from '../../api/staff';
import { useWords } from '../../lib/i18n';
import css from './Groups.module.css';
import { words } from './words';

/** Where a group meets: in its leader's own room, by the words that those with a seat read. */
export function Where() {
  const t = useWords(words);
  const hours = useHours().data;
  if (!hours) return null;
  return (
    <p className={css.small}>{hours.room ? t('room', { room: hours.room }) : t('room.none')}</p>
  );
}
