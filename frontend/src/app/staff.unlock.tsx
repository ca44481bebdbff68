import type { ComponentType } from 'react';
import { api } from '../api/client';

/** What the room that knows how staff sign in gives to the lock. */
interface Unlocking {
  /** The form on the lock sheet; calls `onUnlocked` when the server agreed. */
  form: () => Promise<{
    default: ComponentType<{ who: string; roles: readonly string[]; onUnlocked: () => void }>;
  }>;
  /** Locks on the server too, and drops the key there; without a network it idles out. */
  drop: () => void;
}

export const unlocking: Unlocking = {
  form: () => import('../rooms/signin/UnlockForm'),
  drop: () => {
    api.POST('/api/v1/lock').catch(() => undefined);
  },
};
