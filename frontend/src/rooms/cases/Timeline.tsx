import { Link } from 'wouter';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { clock, day, dayAndClock, list } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Marks } from '../../ui/care/Marks';
import { NoteAct } from '../../ui/care/NoteAct';
import { Risk } from '../../ui/care/Risk';
import { Status } from '../../ui/care/Status';
import { care } from '../../ui/care/words';
import { ErrorCard } from '../../ui/ErrorCard';
import { Icon } from '../../ui/Icon';
import {
  IconAlert,
  IconCalendar,
  IconFolder,
  IconInbox,
  IconLock,
  IconMessage,
  IconPencil,
  IconPeople,
} from '../../ui/icons';
import { Skeleton } from '../../ui/Skeleton';
import { Tag } from '../../ui/Tag';
import css from './Case.module.css';
import { asksConcern, type CaseFound, type Entry, isPressing, useTimeline } from './data';
import { words } from './words';

const DRAWINGS = {
  request: IconInbox,
  prepared: IconMessage,
  claimed: IconPeople,
  risk: IconAlert,
  appointment: IconCalendar,
  note: IconPencil,
  closed: IconFolder,
} as const;

/** What happened, latest first. Text is opened on the page it belongs to. */
export function Timeline({ found }: { found: CaseFound }) {
  const t = useWords(words);
  const timeline = useTimeline(found.id);
  return (
    <section aria-labelledby="timeline" className={css.timeline}>
      <h2 id="timeline">{t('timeline')}</h2>
      {timeline.data ? (
        <ol>
          {timeline.data.pages
            .flatMap((page) => page.entries)
            .map((entry) => (
              <Line key={`${entry.kind}${entry.id}`} entry={entry} found={found} />
            ))}
        </ol>
      ) : timeline.isError ? (
        <ErrorCard failure={timeline.error} onRetry={() => timeline.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
      {timeline.hasNextPage ? (
        <Button
          variant="default"
          busy={timeline.isFetchingNextPage}
          onClick={() => timeline.fetchNextPage()}
        >
          {t('timeline.earlier')}
        </Button>
      ) : null}
    </section>
  );
}

function Line({ entry, found }: { entry: Entry; found: CaseFound }) {
  const { lang } = useLang();
  const zone = useZone();
  return (
    <li data-kind={entry.kind}>
      <span className={css.mark}>
        <Icon of={DRAWINGS[entry.kind as 'risk'] ?? IconFolder} size={18} />
      </span>
      <p className={css.at}>
        <time dateTime={entry.at}>{day(entry.at, lang, zone)}</time>{' '}
        <span>{clock(entry.at, lang, zone)}</span>
      </p>
      <div className={css.what}>
        <What entry={entry} found={found} />
      </div>
    </li>
  );
}

function What({ entry, found }: { entry: Entry; found: CaseFound }) {
  if (entry.kind === 'appointment') return <Session entry={entry} found={found} />;
  if (entry.kind === 'note') return <Note {...entry} kind={entry.detail} caseId={found.id} />;
  return <Event entry={entry} />;
}

function Event({ entry }: { entry: Entry }) {
  const t = useWords(words);
  const c = useWords(care);
  switch (entry.kind) {
    case 'request':
      return t('at.request', { band: c(`band.${entry.state}` as 'band.urgent') });
    case 'risk':
      return (
        <>
          {t('at.risk')} <Risk level={entry.state} />
        </>
      );
    case 'closed':
      return t('at.closed', { reason: t(`reason.${entry.state}` as 'reason.goals_met') });
    default:
      return t(`at.${entry.kind}` as 'at.claimed');
  }
}

function Session({ entry, found }: { entry: Entry; found: CaseFound }) {
  const t = useWords(words);
  const c = useWords(care);
  return (
    <>
      <span>{t('at.appointment', { way: c(`way.${entry.detail}` as 'way.text') })}</span>{' '}
      <Status of={entry.state} />
      <Moved from={entry.moved_from} />
      {entry.notes.map((note) => (
        <p key={note.id} className={css.noteOf}>
          <Note {...note} caseId={found.id} />
        </p>
      ))}
      {found.closed_at === null ? <Acts entry={entry} found={found} /> : null}
    </>
  );
}

/** Once a session has begun: whether they came, and its progress note while there is none. */
function Acts({ entry, found }: { entry: Entry; found: CaseFound }) {
  const now = useNow(30_000);
  const missed = entry.until !== null && now <= new Date(entry.until);
  const open = entry.state === 'booked';
  const noted = entry.notes.some(({ kind }) => kind === 'progress');
  if (now < new Date(entry.at)) return null;
  return (
    <span className={css.lineActs}>
      {open || missed ? (
        <Marks
          session={{
            id: entry.id,
            start: entry.at,
            asksConcern: asksConcern(found),
            pressing: isPressing(found.risk_level),
            missed,
          }}
        />
      ) : null}
      {!noted && (open || entry.state === 'done') ? (
        <NoteAct caseId={found.id} appointment={entry.id} state="none" />
      ) : null}
    </span>
  );
}

/** The hours at which a session stood before it was moved. */
function Moved({ from }: { from: readonly string[] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  if (from.length === 0) return null;
  const times = list(
    from.map((start) => dayAndClock(start, lang, zone)),
    lang,
  );
  return <small className={css.small}>{t('at.moved', { times })}</small>;
}

type NoteProps = Entry['notes'][number] & { caseId: string };

function Note({ id, kind, state, caseId }: NoteProps) {
  const t = useWords(words);
  const isSigned = state === 'signed';
  return (
    <>
      <Link href={paths.note(caseId, id)}>{t(`at.note.${kind}` as 'at.note.progress')}</Link>{' '}
      <Tag tone={isSigned ? 'ok' : 'warn'} icon={isSigned ? IconLock : IconPencil}>
        {t(isSigned ? 'note.signed' : 'note.draft')}
      </Tag>
    </>
  );
}
