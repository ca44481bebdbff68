import { useState } from 'react';
import { useHeld } from '../../api/held';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Check } from './Check';
import { Done } from './Done';
import { Exists, Means, Offer } from './Offer';
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
  if (session.kind !== 'client') return <ComeInFirst />;
  if (session.way_in === 'private_key') return <Offer replaces onMade={show} />;
  return <First onMade={show} />;
}

/** By visit code a first key can be made; when there is one already, that is said before all else. */
function First({ onMade }: { onMade: (made: Made) => void }) {
  return (
    <Loaded query={useHeld()} waiting={<Skeleton lines={6} />}>
      {({ key_made_on }) =>
        key_made_on ? (
          <Card tone="info">
            <Exists madeOn={key_made_on} />
          </Card>
        ) : (
          <Offer onMade={onMade} />
        )
      }
    </Loaded>
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
