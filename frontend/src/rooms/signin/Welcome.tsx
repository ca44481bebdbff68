import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { setPassword } from '../../api/auth';
import { codeOf } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Checkbox, TextField } from '../../ui/Field';
import { PageTitle } from '../../ui/PageTitle';
import { Refusal } from '../../ui/Refusal';
import css from './signin.module.css';
import { words } from './words';

/**
 * The key stands behind a #, which no server ever sees, and is taken out of the address at once.
 * Not while drawing: a drawing may be thrown away and begun again, and the key would be gone.
 */
function useKeyOfAddress(): string {
  const [key, keep] = useState('');
  useEffect(() => {
    const found = location.hash.slice(1);
    if (!found) return;
    keep(found);
    history.replaceState(history.state, '', location.pathname);
  }, []);
  return key;
}

/** Where somebody who was invited sets their password. */
export default function Welcome() {
  const t = useWords(words);
  const key = useKeyOfAddress();
  const [password, choose] = useState('');
  const [seen, setSeen] = useState(false);
  const act = useMutation({ mutationFn: () => setPassword(key, password) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  return (
    <div className={css.column}>
      <PageTitle section={t('welcome.title')}>{t('welcome.title')}</PageTitle>
      {act.isSuccess ? (
        <>
          <p role="status">{t('welcome.done')}</p>
          <LinkButton href={paths.staff} anew>
            {t('welcome.go')}
          </LinkButton>
        </>
      ) : (
        <form onSubmit={submit} noValidate>
          <p>{t('welcome.line')}</p>
          <TextField
            label={t('welcome.password')}
            hint={t('welcome.hint')}
            error={codeOf(act.error) === 'weak_password' ? t('welcome.weak') : undefined}
            type={seen ? 'text' : 'password'}
            autoComplete="new-password"
            value={password}
            onChange={(event) => choose(event.target.value)}
          />
          <Checkbox
            label={t('show')}
            checked={seen}
            onChange={(event) => setSeen(event.target.checked)}
          />
          <Refusal
            failure={act.error}
            said={{ weak_password: null, wrong_key: t('welcome.key') }}
          />
          <Button submit wide busy={act.isPending}>
            {t('welcome.set')}
          </Button>
        </form>
      )}
    </div>
  );
}
