import { useEffect, useState } from 'react';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { dropWords, placeLeft, wordsWanted } from '../../lib/wayIn';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { ComeIn } from './ComeIn';
import { Mine } from './Mine';
import { words } from './words';

/** A client's own sessions; whoever has not come in yet is asked for a code or words first. */
export default function Sessions() {
  const t = useWords(words);
  const { session, known } = useSession();
  const [after] = useState(wordsWanted);
  const [back] = useState(placeLeft);
  useEffect(() => dropWords, []);
  const mine = session.kind === 'client' && (!after || session.way_in === 'private_key');
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      {known ? mine ? <Mine /> : <ComeIn after={after} back={back} /> : <Skeleton lines={4} />}
    </>
  );
}
