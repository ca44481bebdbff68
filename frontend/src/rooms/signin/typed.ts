/** How many words a recovery code has. */
export const WORDS = 12;

/**
 * Words as they were typed, however: numbered, with commas, Chinese ones without spaces. The server
 * reads them in the same way.
 */
export function wordsIn(text: string): string[] {
  const parts = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return parts.filter(Boolean).flatMap((part) => (/^\p{ASCII}+$/u.test(part) ? [part] : [...part]));
}

/** Which words were not typed as they were shown, as numbers from 1. */
export const slips = (shown: readonly string[], typed: readonly string[]): number[] =>
  shown.flatMap((word, place) => (word === typed[place] ? [] : place + 1));
