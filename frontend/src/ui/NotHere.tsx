import { useWords } from '../lib/i18n';
import { LinkButton } from './Button';
import { PageTitle } from './PageTitle';
import { common } from './words';

/** An address without a page. */
export function NotHere({ home }: { home: string }) {
  const t = useWords(common);
  return (
    <>
      <PageTitle>{t('missing')}</PageTitle>
      <p>{t('missing.line')}</p>
      <LinkButton href={home} variant="default">
        {t('missing.home')}
      </LinkButton>
    </>
  );
}
