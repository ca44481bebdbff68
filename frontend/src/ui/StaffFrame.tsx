import type { Icon as Drawing } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useHelp } from '../api/help';
import { useSession } from '../api/session';
import { useLang, useWords } from '../lib/i18n';
import { lock } from '../lib/lock';
import { nowPath, paths } from '../lib/paths';
import { useShortcuts } from '../lib/shortcuts';
import { isUnder } from './AgentFrame';
import { Appearance } from './Appearance';
import frame from './Frame.module.css';
import { Icon } from './Icon';
import { IconKeyboard, IconLock, IconMenu, IconPhone, IconRail } from './icons';
import { KeysSheet } from './KeysSheet';
import { LangSwitch } from './LangSwitch';
import { Leave } from './Leave';
import { SignOut } from './leaving/SignOut';
import { Offline } from './Offline';
import { Sheet } from './Sheet';
import css from './StaffFrame.module.css';
import { common } from './words';

export interface RailItem {
  path: string;
  label: string;
  icon: Drawing;
  /** "g t": jumps here from anywhere. */
  keys?: string;
}

/** The frame of every page for staff: rail by role, lock, language. Without a `rail` nobody is signed in. */
export function StaffFrame({
  rail,
  status,
  notices,
  children,
}: {
  rail: readonly RailItem[] | null;
  /** Right of the name, for example whether this person is on call. */
  status?: ReactNode;
  /** Under the bar of every page. */
  notices?: ReactNode;
  children: ReactNode;
}) {
  const t = useWords(common);
  const [, go] = useLocation();
  const [menu, setMenu] = useState(false);
  const [keys, setKeys] = useState(false);
  const [narrow, setNarrow] = useState(false);
  const signedIn = rail !== null;
  const items = rail ?? [];
  useShortcuts({
    '?': () => setKeys(true),
    ...(signedIn ? { '.': lock } : {}),
    ...Object.fromEntries(items.map((item) => [item.keys ?? '', () => go(item.path)])),
  });
  return (
    <>
      <a className={frame.skip} href="#main">
        {t('skip')}
      </a>
      <Top
        signedIn={signedIn}
        status={status}
        onMenu={() => setMenu(true)}
        onKeys={() => setKeys(true)}
      />
      <Offline />
      {notices}
      <div className={css.body} data-rail={signedIn || undefined} data-narrow={narrow || undefined}>
        {signedIn ? (
          <nav className={css.rail} aria-label={t('pages')}>
            <Items rail={items} />
            <div className={css.end}>
              {narrow ? null : <Appearance />}
              {narrow ? null : <SignOut />}
              <button
                type="button"
                className={css.wide}
                aria-label={t('rail.narrow')}
                aria-pressed={narrow}
                title={t('rail.narrow')}
                onClick={() => setNarrow(!narrow)}
              >
                <Icon of={IconRail} />
              </button>
            </div>
          </nav>
        ) : null}
        <main id="main" tabIndex={-1} className={css.main}>
          {children}
        </main>
      </div>
      <Sheet open={menu} onClose={() => setMenu(false)} title={t('menu')}>
        <nav aria-label={t('pages')} className={css.sheetRail}>
          <Items rail={items} onGo={() => setMenu(false)} />
        </nav>
        <Appearance />
        <SignOut />
      </Sheet>
      <KeysSheet open={keys} onClose={() => setKeys(false)} rail={items} />
    </>
  );
}

function Top(props: {
  signedIn: boolean;
  status: ReactNode;
  onMenu: () => void;
  onKeys: () => void;
}) {
  const t = useWords(common);
  const { lang } = useLang();
  const { session } = useSession();
  const { lines } = useHelp();
  return (
    <header className={frame.bar}>
      {props.signedIn ? (
        <button type="button" className={css.menu} aria-label={t('menu')} onClick={props.onMenu}>
          <Icon of={IconMenu} />
        </button>
      ) : null}
      <Link href={paths.staff} className={frame.name}>
        {session.neutral_name}
      </Link>
      <span className={css.status}>{props.status}</span>
      <LangSwitch />
      {props.signedIn ? (
        <>
          <button
            type="button"
            className={css.wide}
            aria-label={t('keys')}
            title={t('keys')}
            onClick={props.onKeys}
          >
            <Icon of={IconKeyboard} />
          </button>
          <button type="button" className={frame.plain} onClick={lock}>
            <Icon of={IconLock} />
            <span className={css.lockWord}>{t('lock')}</span>
          </button>
        </>
      ) : (
        <a className={frame.plain} href={nowPath(lang)}>
          <Icon of={IconPhone} />
          {t('help.short', { number: lines[0]?.number ?? '' })}
        </a>
      )}
      <Leave quiet />
    </header>
  );
}

function Items({ rail, onGo }: { rail: readonly RailItem[]; onGo?: () => void }) {
  const [here] = useLocation();
  const active = rail
    .filter((item) => isUnder(here, item.path))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return (
    <ul className={css.items}>
      {rail.map((item) => (
        <li key={item.path}>
          <Link
            href={item.path}
            onClick={onGo}
            aria-current={item === active ? 'page' : undefined}
            title={item.label}
          >
            <Icon of={item.icon} />
            <span>{item.label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
