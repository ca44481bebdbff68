import { useEffect } from 'react';
import { go } from './journey';

/**
 * Confirming a time is a step of its own in the browser's history, without any content: Back leads
 * to the times again, and what was typed is still there.
 */
const STEP = { step: 'confirm' };

const LONGEST_MS = 500;

const isStep = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'step' in state;

/** Puts the step into the history, once. */
export function stepIn(): void {
  if (!isStep(history.state)) history.pushState(STEP, '', location.href);
}

/** Goes back to the times, as the browser's Back does. */
export function stepBack(): void {
  if (isStep(history.state)) history.back();
  else go({ choice: null });
}

/** Takes the step out of the way of what comes next, so that Back does not lead to it later. */
export function stepOut(): Promise<unknown> {
  if (!isStep(history.state)) return Promise.resolve();
  const out = new Promise((done) => addEventListener('popstate', done, { once: true }));
  history.back();
  return Promise.race([out, new Promise((done) => setTimeout(done, LONGEST_MS))]);
}

/** Follows the browser's Back from the step. */
export function useStepBack(): void {
  useEffect(() => {
    const back = (event: PopStateEvent) => {
      if (!isStep(event.state)) go({ choice: null });
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
}
