import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../Button';
import { type Option, RadioList } from '../Field';
import { StepTitle } from '../StepTitle';
import css from './asking.module.css';
import { asking } from './words';

/** Time for the eye to see what was tapped before the next question comes. */
const SEEN_MS = 160;

/**
 * One question on a screen of its own, its answers as large rows. A tap answers and goes on; with the
 * keyboard one moves through the answers and goes on by the button. Everything can be skipped.
 */
export function Question<V extends string>({
  at,
  of,
  text,
  lang,
  options,
  value,
  onAnswer,
  onBack,
  onNext,
}: {
  /** Which question this is, from 1 on, of how many. */
  at: number;
  of: number;
  text: string;
  /** Language of the wording, where it is not the one in use. */
  lang?: string;
  options: readonly Option<V>[];
  value: V | null;
  onAnswer: (value: V) => void;
  onBack?: () => void;
  onNext: () => void;
}) {
  const byTap = useRef(false);
  const goOn = useSoon(onNext, at);
  const answer = (next: V) => {
    onAnswer(next);
    if (byTap.current) goOn();
  };
  return (
    <Screen at={at} of={of} onBack={onBack} onNext={onNext} answered={value !== null}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only watches how the answers inside are given */}
      <div
        lang={lang}
        className={css.answers}
        onPointerDown={() => {
          byTap.current = true;
        }}
        onKeyDown={() => {
          byTap.current = false;
        }}
      >
        <RadioList
          legend={<Asked key={at}>{text}</Asked>}
          options={options}
          value={value}
          onChange={answer}
        />
      </div>
    </Screen>
  );
}

/**
 * Goes on a moment later, by which time the answer has arrived where it is kept: what is called is the
 * way on as it is then. Whoever leaves the question before stays where they went.
 */
function useSoon(act: () => void, question: number): () => void {
  const latest = useRef(act);
  latest.current = act;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each question has a moment of its own
  useEffect(() => () => clearTimeout(timer.current), [question]);
  return () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), SEEN_MS);
  };
}

/** How far one is, what is asked, and the ways back and on. */
export function Screen({
  at,
  of,
  answered,
  onBack,
  onNext,
  children,
}: {
  at: number;
  of: number;
  answered: boolean;
  onBack?: () => void;
  onNext?: () => void;
  children: ReactNode;
}) {
  const t = useWords(asking);
  return (
    <div className={css.screen}>
      <p className={css.step} id="asking-step">
        {t('step', { at, of })}
      </p>
      <progress className={css.progress} value={at} max={of} aria-labelledby="asking-step" />
      {children}
      <div className={css.ways}>
        {onBack ? (
          <Button variant="default" onClick={onBack}>
            {t('back')}
          </Button>
        ) : (
          <span />
        )}
        {onNext ? (
          <Button variant={answered ? 'filled' : 'subtle'} onClick={onNext}>
            {t(answered ? 'next' : 'skip')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** The question itself takes the focus: nothing else tells of a new screen. */
export function Asked({ children }: { children: ReactNode }) {
  return <StepTitle className={css.asked}>{children}</StepTitle>;
}
