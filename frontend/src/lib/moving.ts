import { onForget } from './forget';

/** A session whose time is being changed; it stays as it is until the new one is won. */
export interface Moving {
  id: string;
  version: number;
  start: string;
  end: string;
  service: string;
  way: string;
  /** Moving stays with the counsellor who knows the person. */
  counsellor: string;
}

/** Carried from the list of sessions to the times, in memory: an address would tell of it. */
let moving: Moving | null = null;

export function startMoving(session: Moving): void {
  moving = session;
}

export function stopMoving(): void {
  moving = null;
}

export const nowMoving = (): Moving | null => moving;

onForget(stopMoving);
