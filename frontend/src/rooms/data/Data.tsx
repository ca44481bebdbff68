import { useState } from 'react';
import { useHeld } from '../../api/held';
import { useSession } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { day } from '../../lib/time';
import { wantWords } from '../../lib/wayIn';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { AccessLog } from './AccessLog';
import { Consents } from './Consents';
import css from './Data.module.css';
import { Device } from './Device';
import { Asked, Erase } from './Erasing';
import { Held } from './Held';

import { words } from './words';

/** What is held of a client, who opened it, what they agreed to, and what this browser keeps. */
export default function Data() {
  const t = useWords(words);
  const { session, known } = useSession();
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      {known ? null : <Skeleton lines={6} />}
      {known && session.kind === 'client' ? <Mine key={session.way_in} /> : null}
      {known && session.kind !== 'client' ? <ComeInFirst /> : null}
      <Device />
    </>
  );
}

function ComeInFirst() {
  const t = useWords(words);
  return (
    <Empty action={<LinkButton href={paths.sessions}>{t('in')}</LinkButton>}>{t('in.line')}</Empty>
  );
}

function Mine() {
  const [just, setJust] = useState<'asked' | 'back' | null>(null);
  return (
    <Loaded query={useHeld()} waiting={<Skeleton lines={6} />}>
      {({ key_needed, key_made_on, key_waits, kinds, consents, erasure }) => (
        <>
          {erasure ? (
            <Asked erasure={erasure} just={just === 'asked'} onBack={() => setJust('back')} />
          ) : null}
          {key_needed ? (
            <KeyOffer madeOn={key_made_on} />
          ) : (
            <>
              <Held kinds={kinds} keyMadeOn={key_made_on} keyWaits={key_waits} />
              <AccessLog />
            </>
          )}
          <Consents consents={consents} />
          {erasure ? null : (
            <Erase keyNeeded={key_needed} just={just === 'back'} onAsked={() => setJust('asked')} />
          )}
        </>
      )}
    </Loaded>
  );
}

/** A key may be there already, and somebody else may have made it: its day tells. */
function KeyOffer({ madeOn }: { madeOn: string | null }) {
  const t = useWords(words);
  const { lang } = useLang();
  const known = useKnown();
  return (
    <Card tone="primary" labelledBy="key-offer">
      <h2 id="key-offer">{t('key.title')}</h2>
      <p>
        {madeOn ? t('key.made', { date: day(`${madeOn}T12:00:00Z`, lang, 'UTC') }) : t('key.line')}
      </p>
      {madeOn ? <p>{t('key.not.mine')}</p> : null}
      <div className={css.acts}>
        {known(paths.key) && !madeOn ? (
          <LinkButton href={paths.key}>{t('key.make')}</LinkButton>
        ) : null}
        <LinkButton href={paths.sessions} variant="default" onClick={() => wantWords(paths.data)}>
          {t('key.in')}
        </LinkButton>
      </div>
    </Card>
  );
}
