import type { DaySession } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { CaseName } from '../../ui/care/CaseName';
import { Marks } from '../../ui/care/Marks';
import { NoteAct, type NoteState } from '../../ui/care/NoteAct';
import { Status } from '../../ui/care/Status';
import { care } from '../../ui/care/words';
import { IconMessage, IconPencil, IconPhone, IconPin } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import { Tile } from './Tile';
import css from './Today.module.css';

const MINUTE = 60_000;
const JOIN_BEFORE = 10 * MINUTE;
const JOIN_AFTER = 15 * MINUTE;
const WAYS = { text: IconMessage, phone: IconPhone, room: IconPin } as const;

/** One tile of the day: when, which case, how they meet, and what can be done about it now. */
export function Session({
  session,
  off,
  now,
  zone,
}: {
  session: DaySession;
  off: boolean;
  now: Date;
  zone: string;
}) {
  const { lang } = useLang();
  const [start, end] = [new Date(session.start), new Date(session.end)];
  const running = start <= now && now < end && session.status === 'booked';
  return (
    <Tile {...{ start, end, running, off, now, zone }}>
      <div className={css.what}>
        <p>
          <CaseName of={session.case} link={session.kept} />
          <span className={css.service}>{pick(session.service, 'name', lang)}</span>
        </p>
        <Tags session={session} past={end < now && !off} />
      </div>
      {off ? null : <Acts session={session} now={now} />}
    </Tile>
  );
}

function Tags({ session, past }: { session: DaySession; past: boolean }) {
  const t = useWords(care);
  const due = session.note !== 'signed' && (session.status === 'done' || past);
  return (
    <p className={css.tags}>
      <Tag tone="info" icon={WAYS[session.modality as 'text'] ?? IconMessage}>
        {t(`way.${session.modality}` as 'way.text')}
      </Tag>
      {session.status === 'booked' ? null : <Status of={session.status} />}
      {due && session.status !== 'no_show' ? (
        <Tag tone="warn" icon={IconPencil}>
          {t(session.note === 'draft' ? 'note.draft' : 'note.due')}
        </Tag>
      ) : null}
    </p>
  );
}

function Acts({ session, now }: { session: DaySession; now: Date }) {
  const t = useWords(care);
  const booked = session.status === 'booked';
  const open =
    now.getTime() >= new Date(session.start).getTime() - JOIN_BEFORE &&
    now.getTime() < new Date(session.end).getTime() + JOIN_AFTER;
  const began = new Date(session.start) <= now;
  return (
    <div className={css.acts}>
      {session.status !== 'no_show' && open && session.modality === 'text' ? (
        <LinkButton href={paths.staffLive(session.appointment)}>{t('act.join')}</LinkButton>
      ) : null}
      {booked || session.status === 'no_show' ? (
        <Marks
          session={{
            id: session.appointment,
            start: session.start,
            asksConcern: session.asks_concern,
            pressing: false,
            missed: !booked,
          }}
        />
      ) : null}
      {began && (booked || session.status === 'done') ? (
        <NoteAct
          caseId={session.case.id}
          appointment={session.appointment}
          state={(session.note ?? 'none') as NoteState}
          light={session.note !== 'signed'}
        />
      ) : null}
    </div>
  );
}
