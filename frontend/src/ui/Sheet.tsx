import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useWords } from '../lib/i18n';
import { Button } from './Button';
import { Icon } from './Icon';
import { IconCross } from './icons';
import css from './Sheet.module.css';
import { common } from './words';

/** What every sheet has at the end of its head, over which the page's own bar cannot be reached. */
export const InSheets = createContext<ReactNode>(null);

const Loss = createContext<(line: string | null) => void>(() => undefined);

/**
 * Has the sheet around ask once before it closes. `line` says what would be lost, and is null while
 * nothing would; one part of a sheet speaks at a time.
 */
export function useLossOnClosing(line: string | null): void {
  const tell = use(Loss);
  // Told with the keystroke itself: Escape may follow before the page is drawn.
  useLayoutEffect(() => {
    if (line === null) return;
    tell(line);
    return () => tell(null);
  }, [tell, line]);
}

/** Has the sheet around ask before what was typed in it is thrown away. */
export function useTypedInSheet(typed: boolean): void {
  const t = useWords(common);
  useLossOnClosing(typed ? t('close.typed') : null);
}

/**
 * Something beside or over the page: from below on a phone, from the right on a desk, in the middle
 * when `centred`. The browser's own dialog keeps the focus inside and gives it back. It closes at
 * once, or asks first where something in it says that it would be lost (`useLossOnClosing`).
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
  const [loss, tell] = useState<string | null>(null);
  const [asking, ask] = useState(false);
  const asks = loss !== null && !asking;
  const close = () => dialog.current?.close();
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
      closedby={loss === null ? undefined : 'any'}
      onCancel={(event) => {
        if (event.target !== event.currentTarget || !asks) return;
        event.preventDefault();
        ask(true);
      }}
      onClose={(event) => {
        // React lets the event of a sheet that was opened from within this one rise up to it.
        if (event.target !== event.currentTarget) return;
        ask(false);
        onClose();
      }}
    >
      <div className={css.top}>
        <header className={css.head}>
          <h2 id={heading}>{title}</h2>
          <button
            type="button"
            className={css.close}
            aria-label={t('close')}
            onClick={() => (asks ? ask(true) : close())}
          >
            <Icon of={IconCross} />
          </button>
          {open ? besides : null}
        </header>
        {asking && loss !== null ? (
          <Question line={loss} onStay={() => ask(false)} onClose={close} />
        ) : null}
      </div>
      {open ? <Loss value={tell}>{children}</Loss> : null}
    </dialog>
  );
}

function Question({
  line,
  onStay,
  onClose,
}: {
  line: string;
  onStay: () => void;
  onClose: () => void;
}) {
  const t = useWords(common);
  const said = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={box} role="alertdialog" aria-labelledby={said} className={css.question}>
      <p id={said}>{line}</p>
      <Button onClick={onStay}>{t('close.stay')}</Button>
      <Button variant="default" onClick={onClose}>
        {t('close.anyway')}
      </Button>
    </div>
  );
}
