import { useOnline } from '../../lib/device';
import { useWords } from '../../lib/i18n';
import { Asked, Screen } from '../../ui/asking/Question';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { RadioList } from '../../ui/Field';
import { type Tenure as Band, hasAny } from './answers';
import css from './pulse.module.css';
import { type Showing, useNamed } from './showing';
import { words } from './words';

/** The last screen: how long somebody has worked here, if they like to say, and sending. */
export function Tenure({
  sheet,
  answers,
  change,
  sending,
  failed,
  onSend,
  onFirst,
  ...ways
}: Showing & {
  sending: boolean;
  failed: boolean;
  onSend: () => void;
  onFirst: () => void;
}) {
  const t = useWords(words);
  const named = useNamed();
  const online = useOnline();
  const any = hasAny(answers);
  return (
    <Screen {...ways} onNext={undefined} answered={false}>
      <RadioList
        legend={<Asked>{t('tenure')}</Asked>}
        options={sheet.tenure_choices.map((band) => ({ value: band.code, label: named(band) }))}
        value={answers.tenure}
        onChange={(tenure) => change({ ...answers, tenure: tenure as Band })}
      />
      <p className={css.quiet}>{t('tenure.line')}</p>
      {any ? (
        <Button wide large busy={sending} disabled={!online} onClick={onSend}>
          {t(failed ? 'again' : 'send')}
        </Button>
      ) : (
        <Card tone="warn">
          <p>{t('none', { n: sheet.items.length })}</p>
          <Button variant="default" onClick={onFirst}>
            {t('none.back')}
          </Button>
        </Card>
      )}
      <p role="status" className={css.quiet}>
        {online ? (failed && !sending ? t('failed') : null) : t('offline')}
      </p>
    </Screen>
  );
}
