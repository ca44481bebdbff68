import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import css from './Veil.module.css';

/**
 * Covers everything, other dialogs too, and cannot be waved away: it is the browser's own modal
 * dialog, opened last. Whatever lies beneath keeps its state and takes no input.
 */
export function Veil({
  open,
  title,
  children,
}: {
  open: boolean;
  title: ReactNode;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={css.veil}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.preventDefault();
      }}
      onCancel={(event) => event.preventDefault()}
      onClose={() => {
        if (open) dialog.current?.showModal(); // closed by the system's own back gesture
      }}
    >
      {open ? (
        <div className={css.middle}>
          <h2 id={heading}>{title}</h2>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
