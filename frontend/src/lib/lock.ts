import { flag } from './flag';

/**
 * Whether the page may show what it holds. Covering hides it until somebody taps; locking asks for
 * the key again. Both keep what was typed; leaving does not.
 */
export const locked = flag();
export const covered = flag();

/**
 * Set while the counsellor's own session runs: being away from the keyboard then covers the page
 * instead of locking it, so that nobody types a passphrase in front of a client.
 */
export const sitting = flag();

/** Only a page on which somebody signed in can be locked by a lost session. */
let holding = false;

/** Says whether somebody is signed in on this page. */
export function hold(somebody: boolean): void {
  holding = somebody;
}

let tellServer = (): void => undefined;

/** What tells the server that somebody locked this page. */
export function onLock(tell: () => void): void {
  tellServer = tell;
}

/** Somebody here locks, or has gone away: the server keeps it locked whatever is loaded next. */
export function lock(): void {
  locked.set(true);
  tellServer();
}

/** The server says that it is locked. */
export const isLockedThere = (): void => locked.set(true);

export const unlock = (): void => locked.set(false);

/** Nobody was here for a while. */
export function leftAlone(): void {
  if (sitting.get()) covered.set(true);
  else lock();
}

/** The server no longer knows who is here. For everybody else "sign in first" is an ordinary answer. */
export function sessionLost(): void {
  if (holding) isLockedThere();
}
