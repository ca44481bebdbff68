import { type Appointment, useAppointments, usePreparation } from '../../api/booking';
import { useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { Skeleton } from '../../ui/Skeleton';
import { ZoneNote } from '../../ui/ZoneNote';
import { Seats } from './Seats';
import { SessionCard } from './SessionCard';
import css from './Sessions.module.css';
import { Status, What } from './What';
import { words } from './words';

/** Upcoming sessions with what can be done, and the past ones, closed. */
export function Mine() {
  const appointments = useAppointments(true);
  return (
    <Loaded query={appointments} waiting={<Skeleton lines={5} />}>
      {({ upcoming, past }) => (
        <>
          <ZoneNote />
          <Upcoming all={upcoming} />
          <Seats />
          <Prepare />
          <Past all={past} />
        </>
      )}
    </Loaded>
  );
}

function Upcoming({ all }: { all: readonly Appointment[] }) {
  const t = useWords(words);
  if (all.length === 0) {
    return (
      <Empty action={<LinkButton href={paths.book}>{t('book')}</LinkButton>}>{t('none')}</Empty>
    );
  }
  return (
    <section aria-label={t('upcoming')}>
      {all.map((one) => (
        <SessionCard key={one.id} appointment={one} />
      ))}
      <LinkButton href={paths.book} variant="light" wide>
        {t('again')}
      </LinkButton>
    </section>
  );
}

function Prepare() {
  const t = useWords(words);
  const known = useKnown();
  const { data } = usePreparation(known(paths.prepare));
  if (!data?.possible) return null;
  return (
    <div className={css.prepare}>
      <LinkButton href={paths.prepare} variant="default" wide>
        {t(data.done ? 'prepare.again' : 'prepare')}
      </LinkButton>
      <p className={css.muted}>{t(data.done ? 'prepare.told' : 'prepare.line')}</p>
    </div>
  );
}

function Past({ all }: { all: readonly Appointment[] }) {
  const t = useWords(words);
  if (all.length === 0) return null;
  return (
    <details className={css.past}>
      <summary>{t('past', { n: all.length })}</summary>
      <ul>
        {all.map((one) => (
          <li key={one.id}>
            <What appointment={one} />
            <Status status={one.status} />
          </li>
        ))}
      </ul>
    </details>
  );
}
