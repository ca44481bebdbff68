import { useState } from 'react';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Check } from './Check';
import { Done } from './Done';
import { Means, Offer } from './Offer';
import { Shown } from './Shown';
import type { Made } from './typed';
import { words } from './words';

/** The private key: what it is, twelve words shown once, two of them typed again. */
export default function Key() {
  const t = useWords(words);
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Steps />
    </>
  );
}

type Step = 'offer' | 'shown' | 'check' | 'done';

/** The words live only here: going to another page forgets them. */
function Steps() {
  const { session, known } = useSession();
  const [step, go] = useState<Step>('offer');
  const [made, setMade] = useState<Made | null>(null);
  const show = (next: Made) => {
    setMade(next);
    go('shown');
  };
  const forget = (next: Step) => {
    setMade(null);
    go(next);
  };
  if (step === 'done') return <Done />;
  if (made && step === 'shown') {
    return <Shown made={made} onWritten={() => go('check')} onStop={() => forget('offer')} />;
  }
  if (made && step === 'check') {
    return (
      <Check
        made={made}
        onLook={() => go('shown')}
        onDone={() => forget('done')}
        onAnew={() => forget('offer')}
      />
    );
  }
  if (!known) return <Skeleton lines={6} />;
  return session.kind === 'client' ? (
    <Offer replaces={session.way_in === 'private_key'} onMade={show} />
  ) : (
    <ComeInFirst />
  );
}

function ComeInFirst() {
  const t = useWords(words);
  return (
    <>
      <Means />
      <Empty action={<LinkButton href={paths.sessions}>{t('in')}</LinkButton>}>
        {t('in.line')}
      </Empty>
    </>
  );
}
