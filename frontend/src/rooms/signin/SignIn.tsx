import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { SmallHelp } from '../../ui/HelpCard';
import { PageTitle } from '../../ui/PageTitle';
import { SignInForm } from './SignInForm';
import css from './signin.module.css';
import { words } from './words';

/** Where staff come in. Whatever page was asked for is shown afterwards. */
export default function SignIn() {
  const t = useWords(words);
  const queries = useQueryClient();
  return (
    <div className={css.column}>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.muted}>{t('line')}</p>
      <SignInForm onIn={() => queries.invalidateQueries(sessionQuery)} />
      <SmallHelp />
      <p className={css.small}>{t('forgotten')}</p>
      <p className={css.small}>
        {t('agent')} <a href={paths.home}>{t('agent.link')}</a>
      </p>
    </div>
  );
}
