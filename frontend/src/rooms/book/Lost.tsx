import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { PageTitle } from '../../ui/PageTitle';
import css from './Booked.module.css';
import { words } from './words';

/**
 * The times, loaded anew: what was chosen was in memory only. Guessing another service, or booking
 * where somebody was moving a session, would be worse than asking again.
 */
export function Lost() {
  const t = useWords(words);
  return (
    <>
      <PageTitle>{t('times.title')}</PageTitle>
      <p>{t('lost.line')}</p>
      <p>{t('lost.move')}</p>
      <div className={css.next}>
        <LinkButton href={paths.book} wide>
          {t('lost.choose')}
        </LinkButton>
        <LinkButton href={paths.sessions} variant="default" wide>
          {t('fault.sessions')}
        </LinkButton>
      </div>
    </>
  );
}
