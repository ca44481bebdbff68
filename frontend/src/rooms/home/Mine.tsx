import { Link } from 'wouter';
import { useAppointments } from '../../api/booking';
import { useSession } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { dayAndClock } from '../../lib/time';
import { LinkButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { IconCalendar, IconChevronRight } from '../../ui/icons';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './Home.module.css';
import { words } from './words';

/** What belongs to the person who has come in: their next session, and the way in when it is time. */
export function Mine() {
  const t = useWords(words);
  const { lang } = useLang();
  const { session } = useSession();
  const { data } = useAppointments(session.kind === 'client');
  const next = data?.upcoming.find((one) => one.status === 'booked');
  if (!next) return null;
  if (next.can_join) {
    return (
      <p>
        <LinkButton href={paths.sessions} wide large>
          {t('next.now')}
        </LinkButton>
      </p>
    );
  }
  return (
    <>
      <Link className={css.next} href={paths.sessions}>
        <Icon of={IconCalendar} />
        <span>{t('next', { time: dayAndClock(next.start, lang, session.time_zone) })}</span>
        <Icon of={IconChevronRight} />
      </Link>
      <ZoneNote />
    </>
  );
}
