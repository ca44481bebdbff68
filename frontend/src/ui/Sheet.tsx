import { createContext, type ReactNode, use, useEffect, useId, useRef } from 'react';
import { useWords } from '../lib/i18n';
import { Icon } from './Icon';
import { IconCross } from './icons';
import css from './Sheet.module.css';
import { common } from './words';

/** What every sheet has at the end of its head, over which the page's own bar cannot be reached. */
export const InSheets = createContext<ReactNode>(null);

/**
 * Something beside or over the page: from below on a phone, from the right on a desk, in the middle
 * when `centred`. The browser's own dialog keeps the focus inside and gives it back.
 */
export function Sheet({
  open,
  onClose,
  title,
  centred,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  centred?: boolean;
  children: ReactNode;
}) {
  const t = useWords(common);
  const heading = useId();
  const besides = use(InSheets);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={css.sheet}
      data-centred={centred || undefined}
      aria-labelledby={heading}
      onClose={(event) => {
        // React lets the event of a sheet that was opened from within this one rise up to it.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <header className={css.head}>
        <h2 id={heading}>{title}</h2>
        <button
          type="button"
          className={css.close}
          aria-label={t('close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon of={IconCross} />
        </button>
        {open ? besides : null}
      </header>
      {open ? children : null}
    </dialog>
  );
}
