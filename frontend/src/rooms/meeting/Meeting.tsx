import { useEffect, useRef } from 'react';
import { useParams } from 'wouter';
import { type DaySession, useToday, useZone } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { sawUpTo } from '../../lib/live';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { useSittingWhile } from '../../lib/sitting';
import { clock } from '../../lib/time';
import { LinkButton } from '../../ui/Button';
import { Marks } from '../../ui/care/Marks';
import { NoteAct, type NoteState } from '../../ui/care/NoteAct';
import { Damage } from '../../ui/Damage';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import { Composer } from './Composer';
import css from './Meeting.module.css';
import { type Message, useThread } from './thread';
import { words } from './words';

/** The counsellor's side of a session in live text. While it is open, idling covers, not locks. */
export default function Meeting() {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const { aid } = useParams<{ aid: string }>();
  const thread = useThread(aid);
  const session = useToday().data?.sessions.find(({ appointment }) => appointment === aid);
  const isOpen = thread.data?.open ?? false;
  const seen = thread.data?.messages.at(-1)?.number ?? 0;
  useEffect(() => sawUpTo(aid, seen), [aid, seen]);
  useSittingWhile(isOpen);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <PageTitle section={t('title')}>{t('title')}</PageTitle>
        <p>
          {session ? t('with', { case: calledIn(session, lang) }) : null}
          {thread.data && isOpen ? (
            <span>{t('until', { time: clock(thread.data.until, lang, zone) })}</span>
          ) : null}
        </p>
      </header>
      <StaffZoneNote />
      <Loaded query={thread} waiting={<Skeleton lines={6} />}>
        {({ messages, open, until, damage }) => (
          <>
            <Damage found={damage} />
            <Thread messages={messages} reference={damage.reference} />
            {open ? (
              <Composer appointment={aid} messages={messages} onSent={() => thread.refetch()} />
            ) : (
              <p role="status">{t(whyClosed(until, session))}</p>
            )}
          </>
        )}
      </Loaded>
      {session ? (
        <Acts
          session={session}
          here={isOpen && (thread.data?.messages.some((one) => one.from_client) ?? false)}
        />
      ) : null}
    </div>
  );
}

/** Why nothing can be written: too late, marked as missed, or too early. */
function whyClosed(until: string, session: DaySession | undefined): 'over' | 'missed' | 'not.open' {
  if (session?.status === 'no_show') return 'missed';
  return new Date(until) < now() ? 'over' : 'not.open';
}

const calledIn = (session: DaySession, lang: 'en' | 'zh-Hans') =>
  `${pick(session.case, 'code_name', lang)} ${session.case.number}`;

function Thread({ messages, reference }: { messages: readonly Message[]; reference: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const end = useRef<HTMLDivElement>(null);
  const count = messages.length;
  useEffect(() => {
    if (count > 0) end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [count]);
  if (count === 0) return reference ? null : <Empty>{t('empty')}</Empty>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard
    <div ref={end} role="log" aria-label={t('thread')} className={css.thread} tabIndex={0}>
      {messages.map((message) => (
        <p key={message.number} data-client={message.from_client || undefined}>
          <small>
            {t(message.from_client ? 'client' : 'you')} {clock(message.sent_at, lang, zone)}
          </small>
          <span>{message.text ?? t('damaged', { reference })}</span>
        </p>
      ))}
    </div>
  );
}

function Acts({ session, here }: { session: DaySession; here: boolean }) {
  const t = useWords(words);
  return (
    <section aria-labelledby="after" className={css.after}>
      <h2 id="after">{t('after')}</h2>
      <div className={css.acts}>
        <NoteAct
          light
          caseId={session.case.id}
          appointment={session.appointment}
          state={(session.note ?? 'none') as NoteState}
        />
        <LinkButton variant="subtle" href={paths.case(session.case.id)}>
          {t('page')}
        </LinkButton>
        {session.status === 'booked' || session.status === 'no_show' ? (
          <span className={css.marks}>
            <Marks
              session={{
                id: session.appointment,
                start: session.start,
                asksConcern: session.asks_concern,
                pressing: false,
                here,
                missed: session.status === 'no_show',
              }}
            />
          </span>
        ) : null}
      </div>
    </section>
  );
}
