import { useSyncExternalStore } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';
import { onForget } from '../../lib/forget';
import { type Answers, NOTHING, type Sheet } from './answers';

/** A strip that is being answered. */
export interface Begun {
  strip: string;
  sheet: Sheet;
  answers: Answers;
  /** An answer to an earlier try never came. */
  broken: boolean;
}

/** In memory only, until it is sent or one leaves: neither storage nor an address tells of it. */
let begun: Begun | null = null;
const listeners = new Set<() => void>();

function set(next: Begun | null): void {
  begun = next;
  for (const tell of listeners) tell();
}

export const forget = (): void => set(null);

onForget(forget);

export const change = (part: Partial<Begun>): void => {
  if (begun) set({ ...begun, ...part });
};

export function useBegun(): Begun | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => begun,
  );
}

/**
 * Each screen is a step of its own in the browser's history, by its number and nothing else, so that
 * Back and Forward lead through the screens and what was answered is still there.
 */
interface Step {
  pulse: number;
}

const isStep = (state: unknown): state is Step =>
  typeof state === 'object' && state !== null && 'pulse' in state;

const placeOf = (state: unknown): number | null => (isStep(state) ? state.pulse : null);

/** Which screen is shown; null before the first. */
export const usePlace = (): number | null => placeOf(useHistoryState());

/** Opens a sheet at its first screen. The same strip typed again finds its answers again. */
export function begin(strip: string, sheet: Sheet): void {
  const kept = begun?.strip === strip ? begun : { answers: NOTHING, broken: false };
  set({ ...kept, strip, sheet });
  // Loaded anew in the middle, the step is there already.
  if (isStep(history.state)) history.replaceState({ pulse: 0 }, '', location.href);
  else stepTo(0);
}

/** Goes on to a screen. */
export const stepTo = (place: number): void =>
  history.pushState({ pulse: place } satisfies Step, '', location.href);

/** Goes back so many screens, as the browser's Back does. */
export const stepBack = (screens: number): void => history.go(-screens);

/** Takes all screens out of the way: what comes after them has nothing to go back to. */
export function stepOut(): void {
  const place = placeOf(history.state);
  if (place !== null) stepBack(place + 1);
}
