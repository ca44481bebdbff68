import { createContext, type MouseEvent, type Ref, useState } from 'react';
import { DEFAULT_HELP, useHelp } from '../api/help';
import { useOnline } from '../lib/device';
import { useLang, useWords } from '../lib/i18n';
import { nowPath } from '../lib/paths';
import css from './AgentFrame.module.css';
import { HelpWays } from './HelpCard';
import { Icon } from './Icon';
import { IconPhone } from './icons';
import { Sheet } from './Sheet';
import { common } from './words';

/**
 * Below the help that is open, the place in which a page shows (by a portal) what is lost by going on
 * to the help page. Null while no help is open, or nothing leads on.
 */
export const BesideHelp = createContext<HTMLElement | null>(null);

/**
 * The way to help. It opens over the page, so that nothing begun is lost by looking at the numbers;
 * where the programme's own have not come, or another tab is meant, it is the link it looks like.
 * Without a network the help page cannot come, and the usual numbers do.
 */
export function HelpButton({ beside }: { beside: Ref<HTMLDivElement> }) {
  const t = useWords(common);
  const { lang } = useLang();
  const online = useOnline();
  const here = useHelp() !== DEFAULT_HELP || !online;
  const [open, setOpen] = useState(false);
  const press = (event: MouseEvent) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!here || elsewhere) return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      <a
        className={css.help}
        href={nowPath(lang)}
        aria-haspopup={here ? 'dialog' : undefined}
        onClick={press}
      >
        <Icon of={IconPhone} />
        {t('help')}
      </a>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('help')}>
        {online ? null : <p>{t('offline.help')}</p>}
        <HelpWays />
        {online ? <div ref={beside} /> : null}
      </Sheet>
    </>
  );
}
