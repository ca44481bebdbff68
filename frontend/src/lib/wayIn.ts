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

/** Forgets the wish: it was granted, or its place was left. */
export function dropWords(): void {
  after = null;
}

onForget(dropWords);
