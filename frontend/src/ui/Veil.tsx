import { type ReactNode, type SyntheticEvent, useId, useLayoutEffect, useRef } from 'react';
import css from './Veil.module.css';

/** Whether an event is of the veil itself, and not of a sheet opened from within it. */
const isOwn = ({ target, currentTarget }: SyntheticEvent<HTMLDialogElement>): boolean =>
  target instanceof Element && target.closest('dialog') === currentTarget;

/**
 * Covers everything, other dialogs too, and cannot be waved away: it is the browser's own modal
 * dialog, opened last. Whatever lies beneath keeps its state and takes no input. With `wide` it
 * holds a whole page instead of a few lines in the middle.
 */
export function Veil({
  open,
  title,
  wide,
  children,
}: {
  open: boolean;
  title: ReactNode;
  wide?: boolean;
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
        if (event.key === 'Escape' && isOwn(event)) event.preventDefault();
      }}
      onCancel={(event) => {
        if (isOwn(event)) event.preventDefault();
      }}
      onClose={(event) => {
        if (open && isOwn(event)) dialog.current?.showModal(); // closed by the system's own back gesture
      }}
    >
      {open ? (
        <div className={wide ? css.page : css.middle}>
          <h2 id={heading}>{title}</h2>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
