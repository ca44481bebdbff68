import { type FormEvent, useState } from 'react';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { aliasFault } from './alias';
import css from './Groups.module.css';
import { type Group, useJoining } from './useGroups';
import { words } from './words';

/** Takes a seat, or a place in the line, under a nickname. */
export function Join({ group }: { group: Group }) {
  const t = useWords(words);
  const [alias, setAlias] = useState('');
  const [fault, setFault] = useState<ReturnType<typeof aliasFault>>(null);
  const joining = useJoining(group.id);
  if (group.state !== 'open' && group.state !== 'full') return <p>{t('fault.not_open')}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = aliasFault(alias);
    setFault(found);
    if (!found) joining.mutate(alias);
  };
  const refused = fault ?? aliasRefusal(joining.error);
  return (
    <form noValidate onSubmit={submit}>
      <TextField
        label={t('alias')}
        hint={t('alias.hint')}
        error={refused ? t(`alias.${refused}`) : null}
        maxLength={40}
        spellCheck={false}
        enterKeyHint="done"
        value={alias}
        onChange={(event) => {
          setAlias(event.target.value);
          setFault(null);
        }}
      />
      <Refusal
        failure={aliasRefusal(joining.error) ? null : joining.error}
        said={{ not_open: t('fault.not_open'), already_joined: t('fault.already_joined') }}
      />
      <Button submit wide large busy={joining.isPending}>
        {t(group.state === 'full' ? 'join.wait' : 'join')}
      </Button>
      <p className={css.line}>{t('join.note')}</p>
    </form>
  );
}

/** What the server has against the nickname itself. */
function aliasRefusal(failure: unknown): 'letters_only' | 'alias_taken' | null {
  if (!(failure instanceof ProblemError)) return null;
  if (failure.fields.alias) return 'letters_only';
  return failure.code === 'alias_taken' ? 'alias_taken' : null;
}
