import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { useHelp } from '../../api/help';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ErrorCard } from '../../ui/ErrorCard';
import { TextField } from '../../ui/Field';
import { HelpCard } from '../../ui/HelpCard';
import { StepTitle } from '../../ui/StepTitle';
import { isCallable } from './answers';
import type { Save } from './Prepare';
import css from './Prepare.module.css';
import { words } from './words';

/** After a yes: ways to help first, then that somebody knows, then where to call. */
export function Alert({
  save,
  onCall,
  onAgain,
  onGoOn,
}: {
  save: Save;
  onCall: (number: string) => void;
  onAgain: () => void;
  onGoOn: () => void;
}) {
  const t = useWords(words);
  return (
    <div data-helping>
      <StepTitle level="h1">{t('alert.title')}</StepTitle>
      <HelpCard />
      <Told save={save} onAgain={onAgain} />
      {isUnkept(save) ? <Unkept save={save} /> : <CallMe save={save} onCall={onCall} />}
      {save.data ? <AllRight key={save.submittedAt} /> : null}
      <Button variant="subtle" onClick={onGoOn}>
        {t('alert.on')}
      </Button>
    </div>
  );
}

/** Whether a number was left that could not be kept. */
const isUnkept = ({ data }: Save) => data !== undefined && !data.number_kept;

/** The people on duty know, and cannot call: what else works, and to try again. */
function Unkept({ save }: { save: Save }) {
  const t = useWords(words);
  return (
    <div className={css.call}>
      <p role="alert">{t('alert.unkept')}</p>
      <Button
        variant="default"
        busy={save.isPending}
        onClick={() => save.variables && save.mutate(save.variables)}
      >
        {t('alert.unkept.again')}
      </Button>
    </div>
  );
}

function Told({ save, onAgain }: { save: Save; onAgain: () => void }) {
  const t = useWords(words);
  const { on_duty } = useHelp();
  if (save.isError) {
    return (
      <Card tone="warn">
        <p role="alert" className={css.told}>
          {t('alert.failed')}
        </p>
        <Button onClick={onAgain}>{t('alert.again')}</Button>
      </Card>
    );
  }
  return (
    <Card tone={save.data ? 'ok' : 'info'}>
      <p role="status" className={css.told}>
        {t(save.data ? (on_duty ? 'alert.told' : 'alert.off') : 'alert.sending')}
      </p>
      {save.data ? (
        <p>{t(save.data.answers_kept ? 'alert.answers' : 'alert.answers.not')}</p>
      ) : null}
    </Card>
  );
}

function CallMe({ save, onCall }: { save: Save; onCall: (number: string) => void }) {
  const t = useWords(words);
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState(false);
  const [correcting, correct] = useState(false);
  const called = save.isSuccess && save.variables.callback_number;
  if (called && !correcting) return <Asked number={called} onCorrect={() => correct(true)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const callable = isCallable(number);
    setWrong(!callable);
    if (!callable) return;
    correct(false);
    onCall(number.trim());
  };
  return (
    <form className={css.call} onSubmit={submit}>
      <TextField
        label={t('alert.number')}
        hint={t('alert.number.hint')}
        error={wrong ? t('alert.number.wrong') : null}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={40}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Button submit tone="crisis" wide busy={save.isPending}>
        {t('alert.call')}
      </Button>
    </form>
  );
}

/** To take it back: said to whoever is on duty, who decide what follows. */
function AllRight() {
  const t = useWords(words);
  const say = useMutation({ mutationFn: () => read(api.POST('/api/v1/crisis/all-right')) });
  if (say.isSuccess) return <p role="status">{t('alert.right.said')}</p>;
  return (
    <div className={css.call}>
      <Button variant="default" busy={say.isPending} onClick={() => say.mutate()}>
        {t('alert.right')}
      </Button>
      <p>{t('alert.right.line')}</p>
      {say.isError ? <ErrorCard failure={say.error} /> : null}
    </div>
  );
}

/** What was asked for and what comes of it, in the words of the help page; never more than is known. */
function Asked({ number, onCorrect }: { number: string; onCorrect: () => void }) {
  const t = useWords(words);
  const { on_duty, callback_number } = useHelp();
  return (
    <div className={css.call}>
      <p role="status">
        {t('alert.called', { number })}{' '}
        {callback_number ? t('alert.from', { number: callback_number }) : null}{' '}
        {on_duty ? t('alert.soon') : null}
      </p>
      <p>{t('alert.late')}</p>
      <Button variant="subtle" onClick={onCorrect}>
        {t('alert.correct')}
      </Button>
    </div>
  );
}
