import { useToday, useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { day } from '../../lib/time';
import { LinkButton } from '../../ui/Button';
import { LetIn } from '../../ui/desks/LetIn';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import { Custodians } from './Custodians';
import { Group } from './Group';
import { Needs } from './Needs';
import { OnDuty } from './OnDuty';
import { inOrder, type Standing } from './order';
import { Session } from './Session';
import css from './Today.module.css';
import { words } from './words';

/**
 * What needs the counsellor first, on a desk at the right of the day's sessions. Never why anybody
 * comes.
 */
export default function Today() {
  const t = useWords(words);
  const today = useToday();
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <OnDuty />
      <LetIn />
      <Custodians />
      <Loaded query={today} waiting={<Skeleton lines={8} />}>
        {(found) => (
          <div className={css.page}>
            <Needs today={found} />
            <Day day={inOrder(found.sessions, found.groups)} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Day({ day: standing }: { day: readonly Standing[] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const now = useNow(30_000);
  const count = standing.filter(({ off }) => !off).length;
  return (
    <section aria-labelledby="sessions" className={css.sessions}>
      <h2 id="sessions">
        {t('sessions')} {count > 1 ? <small>{t('count', { n: count })}</small> : null}
      </h2>
      <p className={css.line}>{day(now, lang, zone)}</p>
      <StaffZoneNote />
      {standing.length === 0 ? (
        <Empty
          action={
            <LinkButton href={paths.calendar} variant="default">
              {t('none.calendar')}
            </LinkButton>
          }
        >
          {t('none')}
        </Empty>
      ) : (
        <ol className={css.day}>
          {standing.map(({ kind, of, off }) =>
            kind === 'group' ? (
              <Group key={of.id} group={of} off={off} now={now} zone={zone} />
            ) : (
              <Session key={of.appointment} session={of} off={off} now={now} zone={zone} />
            ),
          )}
        </ol>
      )}
    </section>
  );
}
