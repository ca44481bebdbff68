import { useState } from 'react';
import type { Group } from '../../api/groups';
import { codeOf } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Refusal } from '../../ui/Refusal';
import css from './Groups.module.css';
import { useJoining } from './useGroup';
import { words } from './words';

const SHOWN = 6;

/** Takes a seat, or a place in the line, under one of the names nobody in the group has. */
export function Join({ group, names }: { group: Group; names: readonly string[] }) {
  const t = useWords(words);
  const [alias, choose] = useState('');
  const [missing, setMissing] = useState(false);
  const joining = useJoining(group.id);
  const submit = () => {
    setMissing(!alias);
    if (alias) joining.mutate(alias);
  };
  if (names.length === 0) return <p>{t('alias.none')}</p>;
  const taken = codeOf(joining.error) === 'alias_taken';
  return (
    <div>
      <Names
        names={names}
        chosen={alias}
        onChoose={(name) => {
          choose(name);
          setMissing(false);
        }}
      />
      {missing ? <p role="alert">{t('alias.missing')}</p> : null}
      {taken ? <p role="alert">{t('alias.alias_taken')}</p> : null}
      <Refusal
        failure={taken ? null : joining.error}
        said={{ not_open: t('fault.not_open'), already_joined: t('fault.already_joined') }}
      />
      <Button wide large busy={joining.isPending} onClick={submit}>
        {t(group.state === 'full' ? 'join.wait' : 'join')}
      </Button>
      <p className={css.line}>{t('join.note')}</p>
    </div>
  );
}

interface NamesProps {
  names: readonly string[];
  chosen: string;
  onChoose: (name: string) => void;
}

/** Six names from a place in the list that chance chose; others are one press away. */
function Names({ names, chosen, onChoose }: NamesProps) {
  const t = useWords(words);
  const [from, moveTo] = useState(() => Math.floor(Math.random() * Math.max(1, names.length)));
  const shown = Array.from(
    { length: Math.min(SHOWN, names.length) },
    (_, place) => names[(from + place) % names.length] ?? '',
  );
  return (
    <fieldset className={css.names}>
      <legend>{t('alias')}</legend>
      <p className={css.line}>{t('alias.hint')}</p>
      <div className={css.chips}>
        {shown.map((name) => (
          <Chip key={name} pressed={name === chosen} onPress={() => onChoose(name)}>
            {name}
          </Chip>
        ))}
      </div>
      {names.length > SHOWN ? (
        <Button variant="subtle" onClick={() => moveTo(from + SHOWN)}>
          {t('alias.others')}
        </Button>
      ) : null}
    </fieldset>
  );
}
