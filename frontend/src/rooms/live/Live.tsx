import { useState } from 'react';
import { type Appointment, useAppointments } from '../../api/booking';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { HelpCard } from '../../ui/HelpCard';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import css from './Live.module.css';
import { Talk } from './Talk';
import { words } from './words';

/** The session in writing that is open now. Which one it is, the server knows; no address tells. */
export default function Live() {
  const { session, known } = useSession();
  if (!known) return <Skeleton lines={4} />;
  return session.kind === 'client' ? <Now /> : <Nothing line="none.come" />;
}

function Now() {
  const appointments = useAppointments(true);
  return (
    <Loaded query={appointments} waiting={<Skeleton lines={4} />}>
      {({ upcoming }) => {
        const now = upcoming.find((one) => one.can_join && one.modality === 'text');
        return now ? <Open key={now.id} appointment={now} /> : <Nothing line="none.line" />;
      }}
    </Loaded>
  );
}

function Open({ appointment }: { appointment: Appointment }) {
  const [ended, setEnded] = useState(false);
  if (ended) return <Ended />;
  return <Talk appointment={appointment} onEnd={() => setEnded(true)} />;
}

function Ended() {
  const t = useWords(words);
  return (
    <>
      <PageTitle>{t('ended.title')}</PageTitle>
      <p role="status">{t('ended.line')}</p>
      <HelpCard />
      <Ways />
    </>
  );
}

function Nothing({ line }: { line: 'none.line' | 'none.come' }) {
  const t = useWords(words);
  return (
    <>
      <PageTitle>{t('none.title')}</PageTitle>
      <p>{t(line)}</p>
      <HelpCard />
      <Ways />
    </>
  );
}

function Ways() {
  const t = useWords(words);
  return (
    <div className={css.ways}>
      <LinkButton href={paths.sessions} variant="light">
        {t('sessions')}
      </LinkButton>
      <LinkButton href={paths.home} variant="default">
        {t('home')}
      </LinkButton>
    </div>
  );
}
