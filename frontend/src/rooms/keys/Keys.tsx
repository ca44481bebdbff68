import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { useZone } from '../../api/staff';
import { tagOf, useLang, useWords } from '../../lib/i18n';
import { day, dayAndClock } from '../../lib/time';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconCheck, IconClock } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Tag } from '../../ui/Tag';
import css from './Keys.module.css';
import { words } from './words';

type Found = components['schemas']['KeysOut'];
type Wrong = Found['wrong'][number];

/** Typed on the server; the same in every language. */
const CHECK = 'manage.py vault check';
const NAME_EACH = 'manage.py vault check --list';
const FOUND = 'manage.py escrow make --out FOLDER';
const ASK = 'manage.py escrow ask';
const ROTATE = 'manage.py vault rotate kek';

/** What helps with a thing that is wrong, where it is a command. */
const COMMANDS: Readonly<Record<string, string>> = {
  never_checked: CHECK,
  check_old: CHECK,
  damaged: NAME_EACH,
  line_changed: NAME_EACH,
  kek_unfinished: ROTATE,
  no_custodians: FOUND,
  desk_behind: ASK,
};

/** How the vault stands: what is wrong first, then each kind of key. */
export default function Keys() {
  const t = useWords(words);
  const query = useQuery({
    queryKey: ['keys'],
    queryFn: () => read(api.GET('/api/v1/staff/keys')),
    ...content,
  });
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.lead}>{t('line')}</p>
      <Loaded query={query} waiting={<Skeleton lines={12} />}>
        {(found) => (
          <>
            <WhatIsWrong of={found.wrong} />
            <div className={css.grid}>
              <Checked found={found} />
              <Roots found={found} />
              <Wrapping found={found} />
              <Indexes found={found} />
              <Directory found={found} />
              <Files found={found} />
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

function WhatIsWrong({ of }: { of: readonly Wrong[] }) {
  const t = useWords(words);
  return (
    <section aria-labelledby="wrong" className={css.wrong} data-any={of.length > 0 || undefined}>
      <h2 id="wrong">{t('wrong')}</h2>
      {of.length === 0 ? (
        <p className={css.sound}>
          <Icon of={IconCheck} />
          {t('wrong.none')}
        </p>
      ) : (
        <ul>
          {of.map((one) => (
            <OneWrong key={`${one.code} ${one.about}`} of={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OneWrong({ of: { code, about, count } }: { of: Wrong }) {
  const t = useWords(words);
  const command = COMMANDS[code];
  const kind = code === 'line_changed' ? 'holder' : code.startsWith('desk_') ? 'desk' : '';
  const named = kind ? t(`${kind}.${about}` as 'holder.staff') : about;
  return (
    <li>
      <Icon of={IconAlert} />
      <div>
        <p>
          <b>{t(`wrong.${code}` as 'wrong.kek_missing', { n: count, about: named })}</b>
        </p>
        <p>{t(`wrong.${code}.do` as 'wrong.kek_missing.do')}</p>
        {command ? <Command>{command}</Command> : null}
      </div>
    </li>
  );
}

function Command({ children }: { children: string }) {
  return (
    <p className={css.command}>
      <code>{children}</code>
    </p>
  );
}

function Part({
  id,
  title,
  line,
  children,
}: {
  id: string;
  title: string;
  line?: string;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className={css.part}>
      <h2 id={id}>{title}</h2>
      {line ? <p className={css.small}>{line}</p> : null}
      {children}
    </section>
  );
}

/** Names at the left, what stands at the right. */
function Facts({ of }: { of: readonly (readonly [name: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {of.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one card keep their order
        <div key={at}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Checked({ found: { checked } }: { found: Found }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const number = useNumber();
  const counted = (value: number | null) => (value === null ? t('check.unknown') : number(value));
  return (
    <Part id="check" title={t('check')} line={t('check.line')}>
      <Command>{CHECK}</Command>
      <Facts
        of={
          checked
            ? [
                [t('check.at'), dayAndClock(checked.at, lang, zone)],
                [t('check.cells'), counted(checked.cells)],
                [t('check.damaged'), number(checked.damaged)],
                [t('check.entries'), counted(checked.entries)],
                [t('check.missing_shares'), counted(checked.missing_shares)],
                [t('check.stray_shares'), counted(checked.stray_shares)],
              ]
            : [[t('check.at'), t('check.never')]]
        }
      />
    </Part>
  );
}

function Roots({ found: { roots, provider } }: { found: Found }) {
  const t = useWords(words);
  return (
    <Part id="roots" title={t('roots')} line={t('roots.line', { provider })}>
      <Facts
        of={roots.map(({ id, state }) => [<Id key={id}>{id}</Id>, <State key="s" of={state} />])}
      />
    </Part>
  );
}

function Wrapping({ found: { keks } }: { found: Found }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <Part id="keks" title={t('keks')} line={t('keks.line')}>
      <Facts
        of={keks.map(({ id, state, rows, left_on }) => [
          <Id key={id}>{id}</Id>,
          <span key="s" className={css.both}>
            <State of={state} /> {t('keks.rows', { n: rows })}
            {left_on ? (
              <small>{t('keks.left', { day: day(`${left_on}T12:00:00Z`, lang, 'UTC') })}</small>
            ) : null}
          </span>,
        ])}
      />
      <p className={css.small}>{t('keks.turn')}</p>
      <Command>{ROTATE}</Command>
    </Part>
  );
}

function Indexes({ found: { indexes } }: { found: Found }) {
  const t = useWords(words);
  return (
    <Part id="indexes" title={t('indexes')} line={t('indexes.line')}>
      <Facts
        of={indexes.map(({ version, state, rows }) => [
          t('indexes.root', { version }),
          <span key="s" className={css.both}>
            <State of={state} />{' '}
            {rows === null ? t('check.unknown') : t('indexes.rows', { n: rows })}
          </span>,
        ])}
      />
    </Part>
  );
}

function Directory({ found: { directory } }: { found: Found }) {
  const t = useWords(words);
  return (
    <Part id="directory" title={t('directory')} line={t('directory.line')}>
      <Facts
        of={directory.map(({ holder, lines, standing, refused }) => [
          t(`holder.${holder}` as 'holder.staff'),
          <span key="s" className={css.both}>
            {t('directory.standing', { standing, n: lines })}
            <Tried refused={refused} />
          </span>,
        ])}
      />
    </Part>
  );
}

function Tried({ refused }: { refused: number | null }) {
  const t = useWords(words);
  if (refused === null) {
    return (
      <Tag tone="info" icon={IconClock}>
        {t('directory.later')}
      </Tag>
    );
  }
  return refused > 0 ? (
    <Tag tone="warn" icon={IconAlert}>
      {t('directory.refused', { n: refused })}
    </Tag>
  ) : (
    <Tag tone="ok" icon={IconCheck}>
      {t('directory.tried')}
    </Tag>
  );
}

function Files({ found: { files, waiting, erased } }: { found: Found }) {
  const t = useWords(words);
  const number = useNumber();
  return (
    <Part id="files" title={t('files')} line={t('files.line')}>
      <Facts
        of={[
          ...files.map(
            ({ kind, files: count, due }) =>
              [
                t(`kind.${kind}` as 'kind.case'),
                due > 0 ? `${number(count)} · ${t('files.due', { n: due })}` : number(count),
              ] as const,
          ),
          [t('files.waiting'), number(waiting)],
          [t('files.erased'), number(erased)],
        ]}
      />
    </Part>
  );
}

function State({ of }: { of: string }) {
  const t = useWords(words);
  const tone = of === 'missing' ? 'warn' : of === 'primary' ? 'ok' : 'info';
  const drawing = of === 'missing' ? IconAlert : of === 'primary' ? IconCheck : IconClock;
  return (
    <Tag tone={tone} icon={drawing}>
      {t(`state.${of}` as 'state.primary')}
    </Tag>
  );
}

/** A key's name, which says nothing of the key. */
function Id({ children }: { children: string }) {
  return <code className={css.id}>{children}</code>;
}

function useNumber() {
  const { lang } = useLang();
  return (value: number) => new Intl.NumberFormat(tagOf(lang)).format(value);
}
