import { type FormEvent, useState } from 'react';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { StepTitle } from '../../ui/StepTitle';
import { Neither } from './Neither';
import { agrees, NewPassphrase, useChosen } from './NewPassphrase';
import css from './signin.module.css';
import { WORDS, wordsIn } from './typed';
import { type Made, useRecovering } from './unlocking';
import { WordsField } from './WordsField';
import { words } from './words';

/** For whoever forgot the passphrase: the recovery code and a new one, or neither. */
export function Forgot({
  onLock,
  onMade,
  onBack,
}: {
  onLock: boolean;
  onMade: (made: Made) => void;
  onBack: () => void;
}) {
  const t = useWords(words);
  const [neither, setNeither] = useState(false);
  if (neither) return <Neither onLock={onLock} onBack={() => setNeither(false)} />;
  return (
    <div>
      <Recover onMade={onMade} />
      <div className={css.acts}>
        <Button wide variant="subtle" onClick={() => setNeither(true)}>
          {t('neither')}
        </Button>
        <Button wide variant="subtle" onClick={onBack}>
          {t('forgot.back')}
        </Button>
      </div>
    </div>
  );
}

function Recover({ onMade }: { onMade: (made: Made) => void }) {
  const t = useWords(words);
  const [typed, type] = useState('');
  const [chosen, setChosen] = useChosen();
  const [tried, setTried] = useState(false);
  const act = useRecovering(onMade);
  const count = wordsIn(typed).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (count === WORDS && agrees(chosen)) {
      act.mutate({ words: typed, passphrase: chosen.passphrase });
    }
  };
  const wrong = useWrong(act.error);
  return (
    <form className={css.step} onSubmit={submit} noValidate>
      <StepTitle>{t('forgot.title')}</StepTitle>
      <p>{t('forgot.line')}</p>
      <WordsField
        label={t('code.words')}
        fault={tried && count !== WORDS ? t('code.count', { n: count }) : wrong.words}
        value={typed}
        onType={type}
      />
      <NewPassphrase
        chosen={chosen}
        onChange={setChosen}
        label={t('forgot.new')}
        weak={wrong.passphrase}
        differs={tried && !agrees(chosen)}
      />
      <Refusal
        failure={act.error}
        said={{ invalid: null, wrong_code: null, no_passphrase: t('unlock.none') }}
      />
      <Button submit wide busy={act.isPending}>
        {t('forgot.do')}
      </Button>
    </form>
  );
}

/** At which field the server's refusal is told. */
function useWrong(failure: unknown): { words: string | null; passphrase: boolean } {
  const t = useWords(words);
  if (!(failure instanceof ProblemError)) return { words: null, passphrase: false };
  const said = failure.code === 'wrong_code' || failure.fields.words !== undefined;
  const weak = failure.code === 'invalid' && failure.fields.words === undefined;
  return { words: said ? t('forgot.wrong') : null, passphrase: weak };
}
