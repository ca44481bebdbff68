import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, read } from '../../api/client';
import { useDoor } from '../../api/doors';
import { codeOf, ProblemError } from '../../api/problem';
import { sessionQuery } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import type { Back } from '../../lib/wayIn';
import { Button } from '../../ui/Button';
import { TextArea, TextField } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { CODE_DIGITS, digitsOf, inFours } from './code';
import css from './Sessions.module.css';
import { words } from './words';

/** Coming in by the visit code, or by the twelve words of a private key and then on to `after`; else `back`. */
export function ComeIn({ after, back = null }: { after: string | null; back?: Back | null }) {
  const t = useWords(words);
  const [byWords, setByWords] = useState(after !== null);
  return (
    <>
      <p>{t(byWords ? 'in.line.words' : 'in.line')}</p>
      {byWords ? (
        <ByWords next={after ? { path: after, state: null } : back} />
      ) : (
        <ByCode next={back} />
      )}
      <ul className={css.others}>
        <li>
          <button type="button" className={css.quiet} onClick={() => setByWords(!byWords)}>
            {t(byWords ? 'in.by.code' : 'in.by.words')}
          </button>
        </li>
        <li>
          <Link className={css.quiet} href={paths.book}>
            {t('in.first')}
          </Link>
        </li>
      </ul>
      <p className={css.muted}>{t('in.lost')}</p>
    </>
  );
}

function ByCode({ next }: { next: Back | null }) {
  const t = useWords(words);
  const [typed, setTyped] = useState('');
  const [short, setShort] = useState(false);
  useDoor((door) => setTyped(inFours(door.visit_code)));
  const act = useComingIn(
    (code: string) => api.POST('/api/v1/session/code', { body: { code } }),
    next,
  );
  const refused = codeOf(act.error) === 'not_accepted' ? t('in.code.refused') : null;
  const submit = () => {
    const code = digitsOf(typed);
    setShort(code.length < CODE_DIGITS);
    if (code.length === CODE_DIGITS) act.mutate(code);
  };
  return (
    <Door onSubmit={submit} busy={act.isPending} failure={refused ? null : act.error}>
      <TextField
        label={t('in.code')}
        hint={t('in.code.hint')}
        error={short ? t('in.code.short') : refused}
        inputMode="numeric"
        enterKeyHint="go"
        value={typed}
        onChange={(event) => setTyped(inFours(event.target.value))}
      />
    </Door>
  );
}

const FAULTS = ['count', 'unknown_word', 'checksum'] as const;

function ByWords({ next }: { next: Back | null }) {
  const t = useWords(words);
  const [typed, setTyped] = useState('');
  const [missing, miss] = useState(false);
  useDoor((door) => setTyped(door.words.join(' ')));
  const act = useComingIn(
    (said: string) => api.POST('/api/v1/session/words', { body: { words: said } }),
    next,
  );
  const said = act.error instanceof ProblemError ? act.error.fields.words : undefined;
  const fault = FAULTS.find((one) => one === said);
  const refused = codeOf(act.error) === 'not_accepted' ? t('in.words.refused') : null;
  const told = fault ? t(`in.words.${fault}`) : refused;
  const error = missing ? t('in.words.missing') : told;
  const failure = error ? null : act.error;
  const submit = () => {
    miss(!typed.trim());
    if (typed.trim()) act.mutate(typed);
  };
  return (
    <Door onSubmit={submit} busy={act.isPending} failure={failure}>
      <TextArea
        label={t('in.words')}
        hint={t('in.words.hint')}
        error={error}
        rows={3}
        spellCheck={false}
        autoCapitalize="none"
        maxLength={400}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Door>
  );
}

/** Coming in; afterwards the session is asked for anew, by whoever came in, and `next` is gone to. */
function useComingIn(ask: (secret: string) => Promise<{ data?: unknown }>, next: Back | null) {
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (secret: string) => read(ask(secret)),
    onSuccess: async () => {
      await cache.invalidateQueries(sessionQuery);
      if (next) navigate(next.path, { replace: true, state: next.state });
    },
  });
}

function Door({
  onSubmit,
  busy,
  failure,
  children,
}: {
  onSubmit: () => void;
  busy: boolean;
  /** What is not said at the field. */
  failure: unknown;
  children: ReactNode;
}) {
  const t = useWords(words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form noValidate onSubmit={submit}>
      {children}
      <Refusal failure={failure} said={{ too_many: t('in.busy'), too_many_tries: t('in.busy') }} />
      <Button submit wide busy={busy}>
        {t('in.enter')}
      </Button>
    </form>
  );
}
