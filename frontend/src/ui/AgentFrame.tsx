import type { Icon as Drawing } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../api/session';
import { useWords } from '../lib/i18n';
import { useKnown } from '../lib/known';
import { paths } from '../lib/paths';
import css from './AgentFrame.module.css';
import { Appearance } from './Appearance';
import frame from './Frame.module.css';
import { BesideHelp, HelpButton } from './HelpButton';
import { Icon } from './Icon';
import { LangSwitch } from './LangSwitch';
import { Leave, LeaveLink } from './Leave';
import { Offline } from './Offline';
import { common } from './words';

export interface NavItem {
  path: string;
  label: string;
  icon: Drawing;
}

/** The frame of every page for agents: name, language, Leave; help always in the same place. */
export function AgentFrame({ nav, children }: { nav: readonly NavItem[]; children: ReactNode }) {
  const t = useWords(common);
  const { session } = useSession();
  const [beside, setBeside] = useState<HTMLElement | null>(null);
  return (
    <BesideHelp value={beside}>
      <LeaveLink />
      <a className={frame.skip} href="#main">
        {t('skip')}
      </a>
      <header className={frame.bar}>
        <Link href={paths.home} className={frame.name}>
          {session.neutral_name}
        </Link>
        <LangSwitch />
        <Leave />
      </header>
      <Offline />
      <main id="main" tabIndex={-1} className={css.main}>
        {children}
      </main>
      <Bottom items={nav} />
      <footer className={css.foot}>
        <Appearance />
        <HelpButton beside={setBeside} />
      </footer>
    </BesideHelp>
  );
}

function Bottom({ items }: { items: readonly NavItem[] }) {
  const t = useWords(common);
  const known = useKnown();
  const [here] = useLocation();
  const shown = items.filter((item) => known(item.path));
  if (shown.length < 2) return null;
  return (
    <nav className={css.nav} aria-label={t('pages')}>
      {shown.map((item) => (
        <Link
          key={item.path}
          href={item.path}
          aria-current={isUnder(here, item.path) ? 'page' : undefined}
        >
          <Icon of={item.icon} size={22} />
          {item.label}
        </Link>
      ))}
    </nav>
  );
}

/** Whether an address lies at or below another; the home page is only itself. */
export function isUnder(here: string, path: string): boolean {
  return here === path || (path !== '/' && here.startsWith(`${path}/`));
}
