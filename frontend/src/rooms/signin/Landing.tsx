import { Redirect } from 'wouter';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { PageTitle } from '../../ui/PageTitle';
import { firstPageOf } from './landing';
import { mayUnlock } from './unlocking';
import { words } from './words';

/** The bare staff address: to unlocking first, else to where the person's work begins. */
export default function Landing() {
  const t = useWords(words);
  const known = useKnown();
  const { roles, unlocked_until } = useSession().session;
  const next = firstPageOf(roles, known);
  if (mayUnlock(roles) && unlocked_until === null) return <Redirect to={paths.unlock} replace />;
  if (next) return <Redirect to={next} replace />;
  return (
    <>
      <PageTitle>{t('nothing')}</PageTitle>
      <p>{t('nothing.line')}</p>
    </>
  );
}
