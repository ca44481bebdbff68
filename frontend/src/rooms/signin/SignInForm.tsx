import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { giveCode, signIn } from '../../api/auth';
import { useDoor } from '../../api/doors';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { words } from './words';

/** E-mail and password, then a code where the account asks for one. */
export function SignInForm({ onIn }: { onIn: () => void }) {
  const [code, setCode] = useState(false);
  return code ? (
    <CodeForm onIn={onIn} />
  ) : (
    <PasswordForm onIn={onIn} onCode={() => setCode(true)} />
  );
}

function PasswordForm({ onIn, onCode }: { onIn: () => void; onCode: () => void }) {
  const t = useWords(words);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  useDoor((door) => {
    setEmail(door.email);
    setPassword(door.password);
  });
  const act = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (next) => (next === 'code' ? onCode() : onIn()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Refusal failure={act.error} said={{ not_accepted: t('wrong') }} />
      <Button submit wide busy={act.isPending}>
        {t('in')}
      </Button>
    </form>
  );
}

function CodeForm({ onIn }: { onIn: () => void }) {
  const t = useWords(words);
  const [code, setCode] = useState('');
  const act = useMutation({ mutationFn: () => giveCode(code.trim()), onSuccess: onIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <h2>{t('code.title')}</h2>
      <TextField
        label={t('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Refusal failure={act.error} said={{ not_accepted: t('code.wrong') }} />
      <Button submit wide busy={act.isPending}>
        {t('code.in')}
      </Button>
    </form>
  );
}
