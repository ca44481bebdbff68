import { type FormEvent, useState } from 'react';
import { codeOf } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { agrees, NewPassphrase, useChosen } from './NewPassphrase';
import css from './signin.module.css';
import { type Made, useChoosing } from './unlocking';
import { words } from './words';

/** The first passphrase; the recovery code follows. */
export function Choose({ onMade }: { onMade: (made: Made) => void }) {
  const t = useWords(words);
  const [chosen, setChosen] = useChosen();
  const [differs, setDiffers] = useState(false);
  const act = useChoosing(onMade);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDiffers(!agrees(chosen));
    if (agrees(chosen)) act.mutate(chosen.passphrase);
  };
  return (
    <form className={css.step} onSubmit={submit} noValidate>
      <h2>{t('set.title')}</h2>
      <p>{t('set.line')}</p>
      <NewPassphrase
        chosen={chosen}
        onChange={setChosen}
        label={t('unlock.passphrase')}
        weak={codeOf(act.error) === 'invalid'}
        differs={differs}
      />
      <p>{t('set.lost')}</p>
      <Refusal
        failure={act.error}
        said={{ invalid: null, stale: t('set.stale'), wrong_passphrase: t('set.stale') }}
      />
      <Button submit wide busy={act.isPending}>
        {t('set.do')}
      </Button>
    </form>
  );
}
