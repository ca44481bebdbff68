import { useSyncExternalStore } from 'react';
import type { Appointment, Service, Slot, Way } from '../../api/booking';
import { onForget } from '../../lib/forget';

/** A start as it is to be held: which service, which hour, which way to meet. */
export interface Choice {
  service: string;
  slot: Slot;
  way: Way;
}

/** What was typed and ticked on the way to a booking. */
export interface Draft {
  /** Left empty by whoever has none. */
  card: string;
  line: string;
  consent: boolean;
  statistics: boolean;
}

export interface Booked {
  appointment: Appointment;
  /** Twelve digits, shown once; null for somebody who had come in with a code of theirs. */
  visitCode: string | null;
  /** An earlier try had gone through although its answer was lost. */
  earlier: boolean;
  /** A session was moved here, not booked anew. */
  moved: boolean;
}

export interface Journey {
  /** Null until somebody chose, and again after the page was loaded anew. */
  service: Service | null;
  way: Way | null;
  choice: Choice | null;
  /** In which the house counts its hours; known with the first list of times. */
  zone: string;
  /** Whether a newcomer may book without a card at the moment. */
  noCardOpen: boolean;
  draft: Draft;
  booked: Booked | null;
}

const BLANK: Journey = {
  service: null,
  way: null,
  choice: null,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  noCardOpen: false,
  draft: { card: '', line: '', consent: false, statistics: false },
  booked: null,
};

/** The steps of one booking, in memory only: no address and no storage ever tells of them. */
let journey = BLANK;
const listeners = new Set<() => void>();

function set(next: Journey): void {
  journey = next;
  for (const tell of listeners) tell();
}

/** Goes on: whatever is not named stays as it is. */
export const go = (step: Partial<Journey>): void => set({ ...journey, ...step });

/** Types or ticks something. */
export const write = (part: Partial<Draft>): void => go({ draft: { ...journey.draft, ...part } });

/** Forgets all steps. */
export const startAnew = (): void => set(BLANK);

export function useJourney(): Journey {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => journey,
  );
}

onForget(startAnew);
