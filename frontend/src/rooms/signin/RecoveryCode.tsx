import { type FormEvent, useState } from 'react';
import { useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { StepTitle } from '../../ui/StepTitle';
import { TwelveWords } from '../../ui/TwelveWords';
import css from './signin.module.css';
import { slips, WORDS, wordsIn } from './typed';
import { type Made, useConfirming } from './unlocking';
import { WordsField } from './WordsField';
import { words } from './words';

/**
 * The recovery code: shown to be written on paper, then typed again, and with that it is unlocked.
 * Until then nothing opens, and closing the page means beginning anew.
 */
export function RecoveryCode({
  made,
  onUnlocked,
  onAnew,
}: {
  made: Made;
  onUnlocked: () => void;
  onAnew: () => void;
}) {
  const [written, setWritten] = useState(false);
  const [typed, type] = useState('');
  return written ? (
    <Check
      made={made}
      typed={typed}
      onType={type}
      onLook={() => setWritten(false)}
      onUnlocked={onUnlocked}
      onAnew={onAnew}
    />
  ) : (
    <Shown made={made} onWritten={() => setWritten(true)} />
  );
}

function Shown({ made, onWritten }: { made: Made; onWritten: () => void }) {
  const t = useWords(words);
  return (
    <div className={css.step}>
      <StepTitle>{t('code.shown')}</StepTitle>
      <p>{t('code.shown.line')}</p>
      <TwelveWords words={made.words} lang={made.lang} />
      <p>{t('code.means')}</p>
      <p className={css.small}>{t('code.shot')}</p>
      <div className={css.acts}>
        <Button wide onClick={onWritten}>
          {t('code.written')}
        </Button>
      </div>
    </div>
  );
}

function Check({
  made,
  typed,
  onType,
  onLook,
  onUnlocked,
  onAnew,
}: {
  made: Made;
  typed: string;
  onType: (typed: string) => void;
  onLook: () => void;
  onUnlocked: () => void;
  onAnew: () => void;
}) {
  const t = useWords(words);
  const [fault, setFault] = useState<string | null>(null);
  const faultIn = useFault(made);
  const act = useConfirming(made.passphrase, onUnlocked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultIn(typed);
    setFault(found);
    if (!found) act.mutate(typed);
  };
  const gone = <Gone onAnew={onAnew} />;
  return (
    <form className={css.step} onSubmit={submit} noValidate>
      <StepTitle>{t('code.check')}</StepTitle>
      <p>{t('code.check.line')}</p>
      <WordsField
        label={t('code.words')}
        lang={made.lang}
        fault={fault}
        value={typed}
        onType={onType}
      />
      <Refusal failure={act.error} said={{ no_code: gone, wrong_code: gone }} />
      <div className={css.acts}>
        <Button submit wide busy={act.isPending}>
          {t('code.do')}
        </Button>
        <Button wide variant="subtle" onClick={onLook}>
          {t('code.look')}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong with the words as they were typed, told here; only what fits goes to the server. */
function useFault(made: Made): (typed: string) => string | null {
  const t = useWords(words);
  const { lang } = useLang();
  return (typed) => {
    const said = wordsIn(typed);
    if (said.length !== WORDS) return t('code.count', { n: said.length });
    const places = slips(made.words, said);
    if (places.length === 0) return null;
    return t('code.slips', { n: places.length, places: list(places.map(String), lang) });
  };
}

/** Another page chose a passphrase or a code meanwhile. */
function Gone({ onAnew }: { onAnew: () => void }) {
  const t = useWords(words);
  return (
    <>
      <p>{t('code.gone')}</p>
      <Button variant="default" onClick={onAnew}>
        {t('code.again')}
      </Button>
    </>
  );
}
