import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { ComeIn } from './ComeIn';
import { Mine } from './Mine';
import { words } from './words';

/** A client's own sessions; whoever has not come in yet is asked for a code or words first. */
export default function Sessions() {
  const t = useWords(words);
  const { session, known } = useSession();
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      {known ? session.kind === 'client' ? <Mine /> : <ComeIn /> : <Skeleton lines={4} />}
    </>
  );
}
