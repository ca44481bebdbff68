import { useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { StepTitle } from '../../ui/StepTitle';
import css from './Key.module.css';
import { words } from './words';

/** The key works: where it lets in, and what can now be read. */
export function Done() {
  const t = useWords(words);
  const known = useKnown();
  return (
    <Card tone="ok">
      <StepTitle>{t('done')}</StepTitle>
      <p>{t('done.line')}</p>
      <p>{t('done.waits')}</p>
      <div className={css.acts}>
        {known(paths.data) ? (
          <LinkButton href={paths.data} wide>
            {t('done.data')}
          </LinkButton>
        ) : null}
        <LinkButton href={paths.home} variant="default" wide>
          {t('done.home')}
        </LinkButton>
      </div>
    </Card>
  );
}
