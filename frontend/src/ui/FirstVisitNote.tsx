import { useEffect, useState } from 'react';
import { onForget } from '../lib/forget';
import { useWords } from '../lib/i18n';
import css from './FirstVisitNote.module.css';
import { common } from './words';

let read = false; // for this page's life; a reload finds the mark below
onForget(() => {
  read = false;
});

/** In the tab's own history, so that it is gone with the tab; it says nothing but "read". */
const isMarked = (): boolean => {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'noted' in state;
};
const mark = (): void => history.replaceState({ ...history.state, noted: true }, '', location.href);

/** One line about phones, networks and what Leave does; goes away when it has been read. */
export function FirstVisitNote() {
  const t = useWords(common);
  const [open, setOpen] = useState(() => !(read || isMarked()));
  useEffect(() => {
    if (open) return;
    read = true;
    if (!isMarked()) mark();
  }, [open]);
  if (!open) return null;
  return (
    <aside className={css.note}>
      <p>{t('leave.note')}</p>
      <button type="button" className={css.read} onClick={() => setOpen(false)}>
        {t('leave.noted')}
      </button>
    </aside>
  );
}
