import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { components } from '../../api/schema';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { dayAndClock } from '../../lib/time';
import { CaseName } from '../../ui/care/CaseName';
import { Marks } from '../../ui/care/Marks';
import { NoteAct } from '../../ui/care/NoteAct';
import { Risk } from '../../ui/care/Risk';
import { care } from '../../ui/care/words';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconInbox } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import css from './Today.module.css';
import { words } from './words';

type Found = components['schemas']['TodayOut'];

/** What waits for the counsellor, the most pressing first. */
export function Needs({ today }: { today: Found }) {
  const t = useWords(words);
  const onPage = new Set(today.sessions.map((session) => session.appointment));
  const earlier = today.unmarked_sessions.filter(({ appointment }) => !onPage.has(appointment));
  const unwritten = today.unwritten_sessions.filter(({ appointment }) => !onPage.has(appointment));
  const waiting = [
    today.alerts,
    today.urgent_checks,
    today.high_risk,
    earlier,
    unwritten,
    today.unsigned_notes,
  ];
  const nothing = waiting.every((list) => list.length === 0) && today.waiting_requests.count === 0;
  return (
    <aside className={css.needs} aria-labelledby="needs">
      <h2 id="needs">{t('needs')}</h2>
      {nothing ? <p className={css.line}>{t('needs.nothing')}</p> : null}
      <Alerts of={today.alerts} />
      <Checks of={today.urgent_checks} />
      <HighRisk of={today.high_risk} />
      <Requests of={today.waiting_requests} />
      <Unmarked of={earlier} />
      <Unwritten of={unwritten} />
      <Unsigned of={today.unsigned_notes} />
    </aside>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.need}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** A moment in the counsellor's zone. */
function useWhen(): (moment: string) => string {
  const { lang } = useLang();
  const zone = useZone();
  return (moment) => dayAndClock(moment, lang, zone);
}

function Alerts({ of }: { of: Found['alerts'] }) {
  const t = useWords(words);
  const c = useWords(care);
  const when = useWhen();
  if (of.length === 0) return null;
  return (
    <Group title={t('alerts')}>
      <ul>
        {of.map((alert) => (
          <li key={alert.request}>
            <Tag tone="crisis" icon={IconAlert}>
              {c(`band.${alert.band}` as 'band.crisis')}
            </Tag>{' '}
            {alert.claimed ? (
              <CaseName of={alert.case} link />
            ) : (
              <>
                <CaseName of={alert.case} /> <Link href={paths.queue}>{t('alerts.claim')}</Link>
              </>
            )}
            <small>{t('alerts.told', { when: when(alert.prepared_at) })}</small>
          </li>
        ))}
      </ul>
    </Group>
  );
}

/** Self-checks shared with a safety item above zero, until the risk has been judged. */
function Checks({ of }: { of: Found['urgent_checks'] }) {
  const t = useWords(words);
  const when = useWhen();
  if (of.length === 0) return null;
  return (
    <Group title={t('checks')}>
      <ul>
        {of.map((check) => (
          <li key={check.check}>
            <Tag tone="crisis" icon={IconAlert}>
              {t('checks.judge')}
            </Tag>{' '}
            <CaseName of={check.case} link />
            <small>{t('checks.shared', { when: when(check.shared_at) })}</small>
          </li>
        ))}
      </ul>
    </Group>
  );
}

/** Open cases judged high or imminent, for as long as that stands. */
function HighRisk({ of }: { of: Found['high_risk'] }) {
  const t = useWords(words);
  const when = useWhen();
  if (of.length === 0) return null;
  return (
    <Group title={t('high')}>
      <ul>
        {of.map((one) => (
          <li key={one.case.id}>
            <Risk level={one.risk_level} /> <CaseName of={one.case} link />
            <small>
              {one.next_session_at
                ? t('high.next', { when: when(one.next_session_at) })
                : t('high.none')}
            </small>
          </li>
        ))}
      </ul>
    </Group>
  );
}

function Requests({ of }: { of: Found['waiting_requests'] }) {
  const t = useWords(words);
  const when = useWhen();
  if (of.count === 0) return null;
  return (
    <Group title={t('requests')}>
      <ul>
        <li>
          {of.urgent > 0 ? (
            <Tag tone="crisis" icon={IconAlert}>
              {t('requests.urgent', { n: of.urgent })}
            </Tag>
          ) : null}{' '}
          {t('requests.count', { n: of.count })}
          {of.sent > 0 ? <small>{t('requests.sent', { n: of.sent })}</small> : null}
          {of.oldest_at ? (
            <small>{t('requests.oldest', { when: when(of.oldest_at) })}</small>
          ) : null}
          <Link href={paths.queue} className={css.go}>
            <Icon of={IconInbox} size={16} /> {t('requests.open')}
          </Link>
        </li>
      </ul>
    </Group>
  );
}

function Unmarked({ of }: { of: Found['unmarked_sessions'] }) {
  const t = useWords(words);
  const when = useWhen();
  if (of.length === 0) return null;
  return (
    <Group title={t('unmarked')}>
      <ul>
        {of.map((session) => (
          <li key={session.appointment}>
            <CaseName of={session.case} link={session.kept} />
            <small>{when(session.start)}</small>
            <span className={css.acts}>
              <Marks
                session={{
                  id: session.appointment,
                  start: session.start,
                  asksConcern: session.asks_concern,
                  pressing: false,
                }}
              />
            </span>
          </li>
        ))}
      </ul>
    </Group>
  );
}

/** Sessions of the last fortnight that took place and have no note. */
function Unwritten({ of }: { of: Found['unwritten_sessions'] }) {
  const t = useWords(words);
  const when = useWhen();
  if (of.length === 0) return null;
  return (
    <Group title={t('unwritten')}>
      <ul>
        {of.map(({ appointment, case: known, start }) => (
          <li key={appointment}>
            <CaseName of={known} link />
            <small>{when(start)}</small>
            <span className={css.acts}>
              <NoteAct caseId={known.id} appointment={appointment} state="none" light />
            </span>
          </li>
        ))}
      </ul>
    </Group>
  );
}

function Unsigned({ of }: { of: Found['unsigned_notes'] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const when = useWhen();
  if (of.length === 0) return null;
  return (
    <Group title={t('unsigned')}>
      <ul>
        {of.map((note) => (
          <li key={note.note}>
            <Link href={paths.note(note.case.id, note.note)} className={css.plain}>
              <CaseName of={note.case} />
            </Link>
            <small>
              {t('unsigned.since', { when: when(note.since) })}
              {note.kind === 'process'
                ? `${lang === 'en' ? ' · ' : '・'}${t('unsigned.process')}`
                : null}
            </small>
          </li>
        ))}
      </ul>
    </Group>
  );
}
