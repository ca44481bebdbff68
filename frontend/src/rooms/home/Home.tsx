import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { FirstVisitNote } from '../../ui/FirstVisitNote';
import { HelpCard } from '../../ui/HelpCard';
import { Icon } from '../../ui/Icon';
import { IconChevronRight } from '../../ui/icons';
import { PageTitle } from '../../ui/PageTitle';
import { WhoSees } from '../../ui/WhoSees';
import css from './Home.module.css';
import { Mine } from './Mine';
import { words } from './words';

/** The first page for agents: help first, then booking, then everything else as plain links. */
export default function Home() {
  return (
    <>
      <Help />
      <Mine />
      <Booking />
      <FirstVisitNote />
      <More />
      <Who />
    </>
  );
}

/** As long as it is in view, the red button is not needed over what can be pressed here. */
function Help() {
  const here = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? true));
    if (here.current) observer.observe(here.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={here} data-helping={seen || undefined}>
      <HelpCard />
    </div>
  );
}

function Booking() {
  const t = useWords(words);
  const known = useKnown();
  return (
    <section className={css.booking}>
      <PageTitle>{t('title')}</PageTitle>
      {known(paths.book) ? (
        <LinkButton href={paths.book} wide large>
          {t('book')}
        </LinkButton>
      ) : null}
      <p>{t('book.line')}</p>
      <p className={css.muted}>{t('book.terms')}</p>
    </section>
  );
}

const MORE = ['sessions', 'prepare', 'groups', 'check', 'key', 'data'] as const;
type Name = (typeof MORE)[number];

function More() {
  const t = useWords(words);
  const known = useKnown();
  const { session } = useSession();
  const mine = session.kind === 'client';
  const there = { prepare: mine, check: session.self_checks } as Partial<Record<Name, boolean>>;
  const shown = MORE.filter((name) => known(paths[name]) && (there[name] ?? true));
  if (shown.length === 0) return null;
  return (
    <nav aria-label={t('more')}>
      <ul className={css.more}>
        {shown.map((name) => (
          <li key={name}>
            <Link href={paths[name]}>
              {t(name)}
              <Icon of={IconChevronRight} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Who() {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  return (
    <details className={css.who} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('who')}</summary>
      {open ? <WhoSees /> : null}
    </details>
  );
}
