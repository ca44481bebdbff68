import { useSyncExternalStore } from 'react';
import { keep, kept } from './prefs';

/** What a person may choose, and what is shown. `first.js` did the same before the first paint. */
export type ThemeChoice = 'auto' | 'light' | 'dark';
export type Theme = Exclude<ThemeChoice, 'auto'>;

const NIGHT = '(prefers-color-scheme: dark)';
const isChoice = (value: string | null): value is Theme => value === 'light' || value === 'dark';

const listeners = new Set<() => void>();
let choice: ThemeChoice = (() => {
  const remembered = kept('theme');
  return isChoice(remembered) ? remembered : 'auto';
})();

const shown = (): Theme => {
  if (choice !== 'auto') return choice;
  return matchMedia(NIGHT).matches ? 'dark' : 'light';
};

function apply(): void {
  document.documentElement.dataset.mantineColorScheme = shown();
  for (const tell of listeners) tell();
}

/** Chooses and remembers. */
export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  keep('theme', next);
  apply();
}

function subscribe(tell: () => void): () => void {
  const night = matchMedia(NIGHT);
  listeners.add(tell);
  night.addEventListener('change', apply);
  return () => {
    listeners.delete(tell);
    night.removeEventListener('change', apply);
  };
}

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);
export const useTheme = (): Theme => useSyncExternalStore(subscribe, shown);
