import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import type { Keeper, Kept, Standing } from './keeper';
import css from './Note.module.css';
import { Reading } from './Reading';
import { words } from './words';

/** Both versions side by side; the one in this tab can still be written in below. */
export function TwoVersions({
  keeper,
  standing,
  other,
}: {
  keeper: Keeper;
  standing: Standing;
  other: Kept;
}) {
  const t = useWords(words);
  return (
    <Card tone="warn" labelledBy="other">
      <h2 id="other">{t('other.title')}</h2>
      <p role="alert">{t('other.line')}</p>
      <div className={css.two}>
        <section>
          <h3>{t('other.ours')}</h3>
          <Reading template={standing.draft.template} sections={standing.draft.sections} />
          <Button onClick={() => keeper.keepOurs()}>{t('other.keep')}</Button>
        </section>
        <section>
          <h3>{t('other.theirs')}</h3>
          <Reading template={other.template} sections={other.sections} />
          <Button variant="default" onClick={() => keeper.takeOther()}>
            {t('other.take')}
          </Button>
        </section>
      </div>
    </Card>
  );
}
