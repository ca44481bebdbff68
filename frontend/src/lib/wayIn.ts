import { onForget } from './forget';

/**
 * Where somebody goes who wants to come in by their twelve words, perhaps after having come in by
 * visit code. Carried to the place where words are typed, in memory only.
 */
let after: string | null = null;

/** Sends whoever comes in by words next to this address afterwards. */
export function wantWords(then: string): void {
  after = then;
}

/** The address to go to after coming in by words, or null when nobody asked for that. */
export const wordsWanted = (): string | null => after;

/** Where somebody was who came to type their visit code: the page, and its step in the history. */
export interface Back {
  path: string;
  state: unknown;
}

let back: Back | null = null;

/** Leads whoever comes in next back to where they were. */
export function comeBackTo(place: Back): void {
  back = place;
}

/** The place to go back to after coming in, or null. */
export const placeLeft = (): Back | null => back;

/** Forgets both: they were granted, or their place was left. */
export function dropWords(): void {
  after = null;
  back = null;
}

onForget(dropWords);
