import { type FormEvent, useState } from 'react';
import { useDoor } from '../../api/doors';
import { codeOf } from '../../api/problem';
import { useUnlockState } from '../../api/unlock';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Checkbox, TextField } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { Refusal } from '../../ui/Refusal';
import { useFirstPassphrase, useUnlock } from './unlocking';
import { words } from './words';

/**
 * The notes passphrase: typed to unlock, or chosen by whoever has none yet. On the lock the field
 * takes the `focus`: nothing else can be done there, and Enter must not land on signing out.
 */
export function PassphraseForm({
  focus = false,
  onUnlocked,
}: {
  focus?: boolean;
  onUnlocked: () => void;
}) {
  const state = useUnlockState();
  return (
    <Loaded query={state}>
      {({ is_set }) =>
        is_set ? (
          <Unlock focus={focus} onUnlocked={onUnlocked} />
        ) : (
          <Choose onUnlocked={onUnlocked} />
        )
      }
    </Loaded>
  );
}

function usePassphrase() {
  const [passphrase, setPassphrase] = useState('');
  useDoor((door) => setPassphrase(door.passphrase));
  return [passphrase, setPassphrase] as const;
}

function Unlock({ focus, onUnlocked }: { focus: boolean; onUnlocked: () => void }) {
  const t = useWords(words);
  const [passphrase, setPassphrase] = usePassphrase();
  const act = useUnlock(onUnlocked);
  const wrong = codeOf(act.error) === 'wrong_passphrase';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase) act.mutate(passphrase);
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        label={t('unlock.passphrase')}
        type="password"
        autoFocus={focus}
        error={wrong ? t('unlock.wrong') : undefined}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <Refusal failure={act.error} said={{ wrong_passphrase: null }} />
      <Button submit wide busy={act.isPending}>
        {t('unlock.do')}
      </Button>
    </form>
  );
}

function Choose({ onUnlocked }: { onUnlocked: () => void }) {
  const t = useWords(words);
  const [passphrase, setPassphrase] = usePassphrase();
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const [seen, setSeen] = useState(false);
  const act = useFirstPassphrase(onUnlocked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const same = seen || passphrase === again;
    setDiffers(!same);
    if (same) act.mutate(passphrase);
  };
  const type = seen ? 'text' : 'password';
  return (
    <form onSubmit={submit} noValidate>
      <h2>{t('set.title')}</h2>
      <p>{t('set.line')}</p>
      <TextField
        label={t('unlock.passphrase')}
        hint={t('set.hint')}
        type={type}
        error={codeOf(act.error) === 'invalid' ? t('set.weak') : undefined}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      {seen ? null : (
        <TextField
          label={t('set.again')}
          type={type}
          error={differs ? t('set.differs') : undefined}
          value={again}
          onChange={(event) => setAgain(event.target.value)}
        />
      )}
      <Checkbox
        label={t('show')}
        checked={seen}
        onChange={(event) => setSeen(event.target.checked)}
      />
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
