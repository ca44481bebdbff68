import { useSyncExternalStore } from 'react';
import { onForget } from './forget';

/** A text that is only on this page. `path` leads to where it is written. */
export interface Unsaved {
  readonly id: string;
  readonly path: string;
}

/** Sends what is unsaved; resolves when that has been tried. */
type Flush = () => Promise<void>;

let texts: readonly Unsaved[] = [];
const flushes = new Map<string, Flush>();
const listeners = new Set<() => void>();

/** Closing or reloading the tab asks first, on whatever page it happens, and tries once more. */
function askFirst(event: BeforeUnloadEvent): void {
  void flushUnsaved();
  event.preventDefault();
}

function set(next: readonly Unsaved[]): void {
  texts = next;
  if (texts.length > 0) addEventListener('beforeunload', askFirst);
  else removeEventListener('beforeunload', askFirst);
  for (const tell of listeners) tell();
}

/** Says that a text is on this page only. `flush` sends it. */
export function keepUnsaved(text: Unsaved, flush: Flush): void {
  flushes.set(text.id, flush);
  if (!texts.some(({ id }) => id === text.id)) set([...texts, text]);
}

/** Says that the server has the text, or that it was given up. */
export function nowSaved(id: string): void {
  flushes.delete(id);
  if (texts.some((text) => text.id === id)) set(texts.filter((text) => text.id !== id));
}

/** Sends everything that is on this page only. */
export async function flushUnsaved(): Promise<void> {
  await Promise.allSettled([...flushes.values()].map((flush) => flush()));
}

export const isAnythingUnsaved = (): boolean => texts.length > 0;

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** The texts that are on this page only, in the order in which they were begun. */
export const useUnsaved = (): readonly Unsaved[] => useSyncExternalStore(subscribe, () => texts);

onForget(() => {
  flushes.clear();
  set([]);
});
