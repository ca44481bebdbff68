import { useSyncExternalStore } from 'react';

/**
 * Whether the page may show what it holds. Locking keeps what was typed; leaving does not.
 * Only a page on which somebody signed in can be locked by a lost session: for everybody else
 * "sign in first" is an ordinary answer.
 */
let locked = false;
let holding = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  if (locked === next) return;
  locked = next;
  for (const tell of listeners) tell();
}

/** Says whether somebody is signed in on this page. */
export function hold(somebody: boolean): void {
  holding = somebody;
}

export const lock = (): void => set(true);
export const unlock = (): void => set(false);
export const isLocked = (): boolean => locked;

/** The server no longer knows who is here. */
export function sessionLost(): void {
  if (holding) lock();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const useLocked = (): boolean => useSyncExternalStore(subscribe, isLocked);
