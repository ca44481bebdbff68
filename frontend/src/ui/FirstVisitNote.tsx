import { useState } from 'react';
import { useWords } from '../lib/i18n';
import css from './FirstVisitNote.module.css';
import { common } from './words';

let read = false; // for this page's life only: nothing of a visit is kept in the browser

/** One line about phones, networks and what Leave does; goes away when it has been read. */
export function FirstVisitNote() {
  const t = useWords(common);
  const [open, setOpen] = useState(!read);
  if (!open) return null;
  const dismiss = () => {
    read = true;
    setOpen(false);
  };
  return (
    <aside className={css.note}>
      <p>{t('leave.note')}</p>
      <button type="button" className={css.read} onClick={dismiss}>
        {t('leave.noted')}
      </button>
    </aside>
  );
}
