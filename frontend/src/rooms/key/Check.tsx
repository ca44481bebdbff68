import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { sessionQuery } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { StepTitle } from '../../ui/StepTitle';
import css from './Key.module.css';
import { CHECKED, type Made, plain, slips } from './typed';
import { words } from './words';

const BLANK = Array.from({ length: CHECKED }, () => '');

/** The last two words, typed again: a slip is told here, and only what fits goes to the server. */
export function Check({
  made,
  onLook,
  onDone,
  onAnew,
}: {
  made: Made;
  onLook: () => void;
  onDone: () => void;
  onAnew: () => void;
}) {
  const t = useWords(words);
  const [typed, setTyped] = useState<readonly string[]>(BLANK);
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const act = useConfirming(onDone);
  const type = (place: number, word: string) =>
    setTyped(typed.map((before, at) => (at === place ? word : before)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = slips(made.words, typed);
    setWrong(found);
    if (found.length === 0) act.mutate(typed.map(plain));
  };
  const gone = <Gone onAnew={onAnew} />;
  const first = made.words.length - CHECKED + 1;
  return (
    <form noValidate onSubmit={submit}>
      <StepTitle>{t('check')}</StepTitle>
      <p>{t('check.line')}</p>
      <div className={css.two}>
        {typed.map((word, place) => (
          <TextField
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the word's number
            key={place}
            label={t('word', { n: first + place })}
            error={wrong.includes(first + place) ? t('wrong', { n: first + place }) : null}
            lang={made.lang}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={20}
            enterKeyHint={place + 1 < CHECKED ? 'next' : 'done'}
            value={word}
            onChange={(event) => type(place, event.target.value)}
          />
        ))}
      </div>
      <Refusal
        failure={act.error}
        said={{
          no_key: gone,
          not_accepted: gone,
          other_browser: <Gone elsewhere onAnew={onAnew} />,
        }}
      />
      <div className={css.acts}>
        <Button submit wide large busy={act.isPending}>
          {t('finish')}
        </Button>
        <Button wide variant="subtle" onClick={onLook}>
          {t('look')}
        </Button>
      </div>
    </form>
  );
}

/** Switches the key on; from then on this visit counts as come in by it. */
function useConfirming(onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (last: string[]) =>
      read(api.POST('/api/v1/key/confirm', { body: { words: last } })),
    onSuccess: async () => {
      onDone();
      await cache.invalidateQueries(sessionQuery);
    },
  });
}

function Gone({ elsewhere = false, onAnew }: { elsewhere?: boolean; onAnew: () => void }) {
  const t = useWords(words);
  return (
    <>
      <p>{t(elsewhere ? 'gone.elsewhere' : 'gone')}</p>
      <Button variant="default" onClick={onAnew}>
        {t('again')}
      </Button>
    </>
  );
}
