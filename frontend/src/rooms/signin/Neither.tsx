import { type FormEvent, useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { StepTitle } from '../../ui/StepTitle';
import css from './signin.module.css';
import { useBeginningAnew } from './unlocking';
import { words } from './words';

/**
 * Passphrase and code are both lost: what the custodians can do, and beginning anew. Not from the sheet
 * over a locked page: whoever finds one open must not be able to give up somebody else's key.
 */
export function Neither({ onLock, onBack }: { onLock: boolean; onBack: () => void }) {
  const t = useWords(words);
  return (
    <div className={css.step}>
      <StepTitle>{t('neither.title')}</StepTitle>
      <p>{t('neither.line')}</p>
      <p>{t('neither.custodians')}</p>
      {onLock ? <p>{t('neither.lock')}</p> : <Anew />}
      <div className={css.acts}>
        <Button wide variant="subtle" onClick={onBack}>
          {t('neither.back')}
        </Button>
      </div>
    </div>
  );
}

function Anew() {
  const t = useWords(words);
  const [typed, type] = useState('');
  const [asked, setAsked] = useState(false);
  const act = useBeginningAnew();
  const word = t('anew.word');
  const meant = typed.trim().toLowerCase() === word.toLowerCase();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (meant) act.mutate();
  };
  return (
    <Card tone="warn" labelledBy="anew">
      <h3 id="anew">{t('anew.title')}</h3>
      <p>{t('anew.line')}</p>
      <form onSubmit={submit} noValidate>
        <TextField
          label={t('anew.type', { word })}
          error={asked && !meant ? t('anew.not', { word }) : undefined}
          autoCapitalize="none"
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        <Refusal failure={act.error} />
        <Button submit wide tone="crisis" busy={act.isPending}>
          {t('anew.do')}
        </Button>
      </form>
    </Card>
  );
}
