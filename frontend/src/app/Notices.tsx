import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api, read } from '../api/client';
import { content } from '../api/query';
import { type DaySession, useToday } from '../api/staff';
import { pick, useLang, useWords } from '../lib/i18n';
import { seenUpTo } from '../lib/live';
import { useNow } from '../lib/now';
import { paths } from '../lib/paths';
import { useSittingWhile } from '../lib/sitting';
import { useUnsaved } from '../lib/unsaved';
import css from './Notices.module.css';
import { noticeWords } from './notices.words';

const MINUTE = 60_000;
const OPENS_BEFORE = 10 * MINUTE;
const CLOSES_AFTER = 15 * MINUTE;
const ASK_AGAIN = 5_000;

/** What must not be lost from sight on any page: texts not saved, and a session that is open. */
export function Notices({ counsels }: { counsels: boolean }) {
  return (
    <div role="status">
      <Unsaved />
      {counsels ? <OpenSession /> : null}
    </div>
  );
}

function Unsaved() {
  const t = useWords(noticeWords);
  const [here] = useLocation();
  const elsewhere = useUnsaved().filter(({ path }) => path !== here);
  const first = elsewhere[0];
  if (!first) return null;
  return (
    <div className={css.notice} data-pressing>
      {t('unsaved', { n: elsewhere.length })} <Link href={first.path}>{t('unsaved.open')}</Link>
    </div>
  );
}

/** The way back to one's own session in live text, from whatever page. */
function OpenSession() {
  const [here] = useLocation();
  const open = useOpenSession();
  if (!open || here === paths.staffLive(open.appointment)) return null;
  return <Back session={open} />;
}

function useOpenSession(): DaySession | undefined {
  const sessions = useToday().data?.sessions ?? [];
  const now = useNow(30_000).getTime();
  return sessions.find((session) => isOpen(session, now));
}

/** On the lock: that new messages wait in one's open session. A number, and nothing of the case. */
export function WaitingMessages() {
  const open = useOpenSession();
  return open ? <Waiting appointment={open.appointment} /> : null;
}

function Waiting({ appointment }: { appointment: string }) {
  const t = useWords(noticeWords);
  const count = useUnread(appointment).data?.count ?? 0;
  return <p role="status">{count > 0 ? t('live.waits', { n: count }) : null}</p>;
}

const isOpen = (session: DaySession, now: number): boolean =>
  session.modality === 'text' &&
  (session.status === 'booked' || session.status === 'done') &&
  now >= new Date(session.start).getTime() - OPENS_BEFORE &&
  now < new Date(session.end).getTime() + CLOSES_AFTER;

/** How many messages were not shown yet; answered under the lock too. */
function useUnread(appointment_id: string) {
  return useQuery({
    queryKey: ['unread', appointment_id],
    queryFn: () =>
      read(
        api.GET('/api/v1/staff/live/{appointment_id}/unread', {
          params: { path: { appointment_id }, query: { after: seenUpTo(appointment_id) } },
        }),
      ),
    refetchInterval: ASK_AGAIN,
    ...content,
  });
}

function Back({ session }: { session: DaySession }) {
  const t = useWords(noticeWords);
  const { lang } = useLang();
  const appointment_id = session.appointment;
  const { data } = useUnread(appointment_id);
  const began = new Date(session.start).getTime() <= useNow(30_000).getTime();
  useSittingWhile(began);
  const name = `${pick(session.case, 'code_name', lang)} ${session.case.number}`;
  const count = data?.count ?? 0;
  return (
    <div className={css.notice} data-pressing={count > 0 || undefined}>
      {count > 0 ? t('live.new', { n: count, case: name }) : t('live.open', { case: name })}{' '}
      <Link href={paths.staffLive(appointment_id)}>{t('live.back')}</Link>
    </div>
  );
}
