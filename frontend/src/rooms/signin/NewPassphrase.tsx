import { useState } from 'react';
import { useDoor } from '../../api/doors';
import { useWords } from '../../lib/i18n';
import { Checkbox, TextField } from '../../ui/Field';
import { words } from './words';

/** A passphrase as it is being chosen. */
export interface Chosen {
  passphrase: string;
  again: string;
  /** Shown while it is typed, and then typed once. */
  seen: boolean;
}

/** Whether it was typed twice alike, or seen. */
export const agrees = ({ passphrase, again, seen }: Chosen): boolean =>
  seen || passphrase === again;

/** What is being chosen; the synthetic company's doors fill it in. */
export function useChosen() {
  const [chosen, setChosen] = useState<Chosen>({ passphrase: '', again: '', seen: false });
  useDoor(({ passphrase }) => setChosen((before) => ({ ...before, passphrase })));
  return [chosen, setChosen] as const;
}

/** The fields for a new passphrase: twice, or once in sight. */
export function NewPassphrase({
  chosen,
  onChange,
  label,
  weak,
  differs,
}: {
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
  label: string;
  weak: boolean;
  differs: boolean;
}) {
  const t = useWords(words);
  const type = chosen.seen ? 'text' : 'password';
  return (
    <>
      <TextField
        label={label}
        hint={t('set.hint')}
        type={type}
        error={weak ? t('set.weak') : undefined}
        value={chosen.passphrase}
        onChange={(event) => onChange({ ...chosen, passphrase: event.target.value })}
      />
      {chosen.seen ? null : (
        <TextField
          label={t('set.again')}
          type={type}
          error={differs ? t('set.differs') : undefined}
          value={chosen.again}
          onChange={(event) => onChange({ ...chosen, again: event.target.value })}
        />
      )}
      <Checkbox
        label={t('show')}
        checked={chosen.seen}
        onChange={(event) => onChange({ ...chosen, seen: event.target.checked })}
      />
    </>
  );
}
