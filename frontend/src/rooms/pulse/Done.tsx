import { useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { day } from '../../lib/time';
import { Asked } from '../../ui/asking/Question';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { PageTitle } from '../../ui/PageTitle';
import type { Sheet } from './answers';
import { words } from './words';

/**
 * How it ended: taken; taken by a try whose answer never came back; or not taken, because the strip
 * was used or the wave ended meanwhile.
 */
export type Outcome = 'sent' | 'perhaps' | 'used';

/** After the last screen. Nothing can be read back: nobody knows whose answer it was. */
export function Done({ sheet, outcome }: { sheet: Sheet; outcome: Outcome }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Card tone={outcome === 'used' ? 'warn' : 'ok'}>
        <Asked>{t(`done.${outcome}.title`)}</Asked>
        {outcome === 'sent' ? null : <p>{t(`done.${outcome}`)}</p>}
        {outcome === 'used' ? null : <p>{t('done.strip')}</p>}
        <p>{t('done.when', { date: day(`${sheet.closes_on}T12:00:00Z`, lang, 'UTC') })}</p>
      </Card>
      <p>{t('done.help')}</p>
      <LinkButton href={paths.home} variant="default" wide>
        {t('done.home')}
      </LinkButton>
    </>
  );
}
