import type { ComponentType } from 'react';
import type { PageRoute } from './route';

/** What the room that knows how staff sign in gives to the lock. */
export interface Unlocking extends Pick<PageRoute, 'words'> {
  /** The form on the lock sheet; calls `onUnlocked` when the server agreed. */
  form: () => Promise<{ default: ComponentType<{ onUnlocked: () => void }> }>;
  /** Drops the key on the server when the page locks. */
  drop: () => void;
}

/** Set by the sign-in room; without it the sheet offers signing in again. */
export const unlocking: Unlocking | null = null;
