import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { proveAgain } from '../../api/auth';
import { api, read } from '../../api/client';
import { useUnlockState } from '../../api/unlock';
import { forgetAll } from '../../lib/forget';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { SignOut } from '../../ui/leaving/SignOut';
import { Refusal } from '../../ui/Refusal';
import { PassphraseForm } from './PassphraseForm';
import { SignInForm } from './SignInForm';
import css from './signin.module.css';
import { mayUnlock } from './unlocking';
import { words } from './words';

/** Nothing of this page may be seen by whoever signs in next. */
function startAnew(): void {
  forgetAll();
  location.replace(paths.staff);
}

/**
 * On the lock sheet. Asks for the passphrase; for the password of people who have no notes; and for
 * both when the sign-in has ended meanwhile. Somebody else than `who` signing in begins anew.
 */
export default function UnlockForm({
  who,
  roles,
  onUnlocked,
}: {
  who: string;
  roles: readonly string[];
  onUnlocked: () => void;
}) {
  // Not the session's own query: the page beneath must not learn that nobody is signed in.
  const here = useQuery({
    queryKey: ['who-locked'],
    queryFn: () => read(api.GET('/api/v1/session')),
    gcTime: 0,
    staleTime: 0,
  });
  const signedIn = async () => {
    const { data } = await here.refetch();
    if (data?.name !== who) startAnew();
  };
  return (
    <div className={css.veil}>
      <Loaded query={here}>
        {({ kind, locked: isLocked }) => (
          <>
            <Way
              kind={kind}
              isLocked={isLocked}
              roles={roles}
              onIn={signedIn}
              onUnlocked={onUnlocked}
            />
            <SignOut />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Way(props: {
  kind: string;
  isLocked: boolean;
  roles: readonly string[];
  onIn: () => void;
  onUnlocked: () => void;
}) {
  if (props.kind !== 'staff') return <Ended onIn={props.onIn} />;
  if (!mayUnlock(props.roles)) return <Prove onProved={props.onUnlocked} />;
  return <Notes isLocked={props.isLocked} onUnlocked={props.onUnlocked} />;
}

/** On a locked page no passphrase is chosen: whoever has none yet shows by password that it is them. */
function Notes({ isLocked, onUnlocked }: { isLocked: boolean; onUnlocked: () => void }) {
  const { data } = useUnlockState();
  if (isLocked && data?.is_set === false) return <Prove onProved={onUnlocked} />;
  return <PassphraseForm onLock onUnlocked={onUnlocked} />;
}

function Ended({ onIn }: { onIn: () => void }) {
  const t = useWords(words);
  return (
    <>
      <p>{t('again')}</p>
      <SignInForm onIn={onIn} />
    </>
  );
}

function Prove({ onProved }: { onProved: () => void }) {
  const t = useWords(words);
  const [password, setPassword] = useState('');
  const act = useMutation({ mutationFn: () => proveAgain(password), onSuccess: onProved });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <p>{t('prove.line')}</p>
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Refusal failure={act.error} said={{ not_accepted: t('prove.wrong') }} />
      <Button submit wide busy={act.isPending}>
        {t('unlock.do')}
      </Button>
    </form>
  );
}
