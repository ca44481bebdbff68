import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import css from './Booked.module.css';
import { words } from './words';

/** The page of a booking opened once more: the code is not shown again, and what helps without it. */
export function Gone() {
  const t = useWords(words);
  const { session, known } = useSession();
  if (!known) return <Skeleton lines={4} />;
  const inside = session.kind === 'client';
  return (
    <>
      <PageTitle>{t('gone.title')}</PageTitle>
      <p>{t('gone.line')}</p>
      {inside ? <p>{t('gone.key')}</p> : null}
      <div className={css.next}>
        {inside ? (
          <LinkButton href={paths.key} variant="light" wide>
            {t('gone.make')}
          </LinkButton>
        ) : null}
        <LinkButton href={paths.sessions} variant="default" wide>
          {t('fault.sessions')}
        </LinkButton>
      </div>
    </>
  );
}
