import { type FormEvent, useState } from 'react';
import { useDoor } from '../../api/doors';
import { codeOf } from '../../api/problem';
import { useUnlockState } from '../../api/unlock';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { Refusal } from '../../ui/Refusal';
import { ByPasskey } from './ByPasskey';
import { Choose } from './Choose';
import { Forgot } from './Forgot';
import { usePasskeyOffered } from './passkeys';
import { RecoveryCode } from './RecoveryCode';
import { type Made, useUnlock } from './unlocking';
import { words } from './words';

/**
 * The notes passphrase: typed to unlock, chosen by whoever has none yet, or replaced by whoever forgot
 * it; a device that unlocks is offered first. `onLock`: on the sheet over a locked page, where nothing else can be done.
 */
export function PassphraseForm({
  onLock = false,
  onUnlocked,
}: {
  onLock?: boolean;
  onUnlocked: () => void;
}) {
  const state = useUnlockState();
  const [made, setMade] = useState<Made | null>(null);
  const [forgot, setForgot] = useState(false);
  const leave = () => {
    setMade(null);
    setForgot(false);
    state.refetch();
  };
  if (made) return <RecoveryCode made={made} onUnlocked={onUnlocked} onAnew={leave} />;
  return (
    <Loaded query={state}>
      {({ is_set }) => {
        if (!is_set) return <Choose onMade={setMade} />;
        if (forgot) return <Forgot onLock={onLock} onMade={setMade} onBack={leave} />;
        return <Unlock onLock={onLock} onUnlocked={onUnlocked} onForgot={() => setForgot(true)} />;
      }}
    </Loaded>
  );
}

function Unlock({
  onLock,
  onUnlocked,
  onForgot,
}: {
  onLock: boolean;
  onUnlocked: () => void;
  onForgot: () => void;
}) {
  const t = useWords(words);
  const [passphrase, setPassphrase] = useState('');
  useDoor((door) => setPassphrase(door.passphrase));
  const offered = usePasskeyOffered();
  const [typing, setTyping] = useState(false);
  const act = useUnlock(onUnlocked);
  if (offered === undefined) return null;
  if (offered && !typing)
    return (
      <ByPasskey onLock={onLock} onUnlocked={onUnlocked} onPassphrase={() => setTyping(true)} />
    );
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
        autoFocus={onLock || typing} // Enter must not land on signing out
        error={wrong ? t('unlock.wrong') : undefined}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <Refusal
        failure={act.error}
        said={{
          wrong_passphrase: null,
          no_passphrase: t('unlock.none'),
          key_damaged: t('unlock.damaged'),
        }}
      />
      <Button submit wide busy={act.isPending}>
        {t('unlock.do')}
      </Button>
      {offered ? (
        <Button variant="subtle" wide onClick={() => setTyping(false)}>
          {t('by.do')}
        </Button>
      ) : null}
      <Button variant="subtle" wide onClick={onForgot}>
        {t('forgot')}
      </Button>
    </form>
  );
}
