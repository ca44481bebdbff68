import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { preparationKey, usePreparation } from '../../api/booking';
import { api, read } from '../../api/client';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { ErrorCard } from '../../ui/ErrorCard';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Alert } from './Alert';
import {
  type Answers,
  bodyOf,
  NOTHING,
  type Step,
  speaksOfDanger,
  stepsFor,
  without,
} from './answers';
import { Question } from './Question';
import { words } from './words';

/** What a client may tell before the next session: six screens, each of which can be skipped. */
export default function Prepare() {
  const t = useWords(words);
  const { session, known } = useSession();
  const client = session.kind === 'client';
  const preparation = usePreparation(client);
  if (known && !client) {
    return (
      <Nothing
        line={t('come')}
        action={<LinkButton href={paths.sessions}>{t('done.sessions')}</LinkButton>}
      />
    );
  }
  return (
    <Loaded query={preparation} waiting={<Skeleton lines={6} />}>
      {({ possible, done, counted }) =>
        possible ? (
          <Telling before={done} steps={stepsFor(counted)} />
        ) : (
          <Nothing
            line={t('none')}
            action={<LinkButton href={paths.book}>{t('book')}</LinkButton>}
          />
        )
      }
    </Loaded>
  );
}

function Nothing({ line, action }: { line: string; action: React.ReactNode }) {
  const t = useWords(words);
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Empty action={action}>{line}</Empty>
    </>
  );
}

type Place = number | 'alert' | 'done';

function Telling({ before, steps }: { before: boolean; steps: readonly Step[] }) {
  const [answers, setAnswers] = useState(NOTHING);
  const [place, setPlace] = useState<Place>(0);
  const save = useSave();
  const again = useAgain(save);
  const finish = (told: Answers) =>
    save.mutate(bodyOf(told), {
      onSuccess: ({ answers_kept }) => setPlace(answers_kept ? 'done' : 'alert'),
    });
  /** On from a step with what is to be kept of it. */
  const onward = (step: number, told: Answers) => {
    setAnswers(told);
    if (steps[step] === 'safety' && speaksOfDanger(told)) {
      save.mutate(bodyOf(told)); // at once: nothing further is waited for
      setPlace('alert');
    } else if (step + 1 < steps.length) setPlace(step + 1);
    else finish(told);
  };
  if (place === 'done') return <Done />;
  if (place === 'alert') {
    const next = steps.indexOf('safety') + 1;
    const call = (number: string) => save.mutate(bodyOf(answers, number));
    return <Alert save={save} onCall={call} onAgain={again} onGoOn={() => setPlace(next)} />;
  }
  const step = steps[place] ?? 'concerns';
  return (
    <>
      <Question
        key={step}
        step={step}
        place={place}
        of={steps.length}
        before={before}
        answers={answers}
        busy={save.isPending}
        onChange={setAnswers}
        onBack={() => setPlace(place - 1)}
        onSkip={() => onward(place, without(answers, step))}
        onNext={() => onward(place, answers)}
      />
      {save.isError ? <ErrorCard failure={save.error} onRetry={() => finish(answers)} /> : null}
    </>
  );
}

/** Sends what is told. Sent again, it replaces what was sent before. */
function useSave() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ReturnType<typeof bodyOf>) => read(api.PUT('/api/v1/preparation', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: preparationKey, refetchType: 'none' }),
  });
}

const AGAIN_MS = 15_000;

/**
 * A yes that did not get through is sent again by itself, when the network is back or after a
 * while, whatever step is shown by then. Returns what sends the same once more.
 */
function useAgain(save: Save): () => void {
  const { isError, variables, mutate } = save;
  const again = () => variables && mutate(variables);
  const tick = useEffectEvent(again);
  const pressing = isError && speaksOfDanger(variables);
  useEffect(() => {
    if (!pressing) return;
    const send = () => tick();
    const timer = setInterval(send, AGAIN_MS);
    addEventListener('online', send);
    return () => {
      clearInterval(timer);
      removeEventListener('online', send);
    };
  }, [pressing]);
  return again;
}

export type Save = ReturnType<typeof useSave>;

function Done() {
  const t = useWords(words);
  return (
    <>
      <PageTitle>{t('done.title')}</PageTitle>
      <p role="status">{t('done.line')}</p>
      <LinkButton href={paths.sessions}>{t('done.sessions')}</LinkButton>
    </>
  );
}
