import { useSession } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { nowPath, paths } from '../../lib/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HelpCard } from '../../ui/HelpCard';
import { PageTitle } from '../../ui/PageTitle';
import { StepTitle } from '../../ui/StepTitle';
import type { Form, Result as Scored } from './answers';
import { Copyright } from './Copyright';
import css from './check.module.css';
import { Keep } from './Keep';
import { words } from './words';

/** The result at once. Where an answer tells of danger it begins with help, whatever the total. */
export function Result({
  form,
  answers,
  result,
  onLeave,
}: {
  form: Form;
  answers: Record<string, number | null>;
  result: Scored;
  onLeave: () => void;
}) {
  const t = useWords(words);
  const { session } = useSession();
  const known = useKnown();
  const danger = result.risk === 'present';
  return (
    <>
      {danger ? <Help /> : <PageTitle>{t('title')}</PageTitle>}
      <Card labelledBy="result">
        <StepTitle id="result" quiet={danger}>
          {t('result')}
        </StepTitle>
        <Score result={result} />
        <p>{t('result.not')}</p>
      </Card>
      {result.risk === 'not_assessed' ? <Skipped /> : null}
      <section>
        <h2>{t('useful')}</h2>
        <ul className={css.useful}>
          <li>{t('useful.talk')}</li>
          <li>{t('useful.sleep')}</li>
          <li>{t('useful.again')}</li>
        </ul>
        {known(paths.book) ? (
          <LinkButton href={paths.book} variant="light" wide>
            {t('book')}
          </LinkButton>
        ) : null}
      </section>
      {session.way_in === 'private_key' ? (
        <Keep measure={form.measure.id} answers={answers} />
      ) : (
        <NeedsKey />
      )}
      <Button variant="subtle" onClick={onLeave}>
        {t('choose')}
      </Button>
      <Copyright of={form.measure} />
    </>
  );
}

/** Help first: the question whether somebody should call, then every way there is. */
function Help() {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <>
      <StepTitle level="h1">{t('risk.title')}</StepTitle>
      <p>{t('risk.line')}</p>
      <p>
        <LinkButton href={`${nowPath(lang)}#call`} tone="crisis" wide large anew>
          {t('risk.call')}
        </LinkButton>
      </p>
      <HelpCard />
    </>
  );
}

function Score({ result }: { result: Scored }) {
  const t = useWords(words);
  const { total, highest, band, past_line: past, missing } = result;
  if (total === null) return <p>{t('result.none')}</p>;
  return (
    <>
      <p className={css.total}>{t('result.of', { total, highest })}</p>
      {band ? <p className={css.band}>{t(`band.${band}` as 'band.mild')}</p> : null}
      {past === null ? null : <p>{t(past ? 'past.true' : 'past.false')}</p>}
      {missing > 0 ? <p>{t('result.missing', { n: missing })}</p> : null}
    </>
  );
}

function Skipped() {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <Card tone="info">
      <p>
        <a href={nowPath(lang)}>{t('risk.skipped')}</a>
      </p>
    </Card>
  );
}

function NeedsKey() {
  const t = useWords(words);
  const known = useKnown();
  return (
    <p className={css.quiet}>
      {t('keep.key')} {known(paths.key) ? <a href={paths.key}>{t('keep.key.link')}</a> : null}
    </p>
  );
}
