import type { Lang } from '../../lib/i18n';

/** How many words, from the end, are typed again. */
export const CHECKED = 2;

/** A word as the server compares it: case, width and blanks around it do not matter. */
export const plain = (word: string): string => word.normalize('NFKC').trim().toLowerCase();

/** Which of the last words were not typed as they were shown, as numbers from 1. */
export function slips(words: readonly string[], typed: readonly string[]): number[] {
  const first = words.length - CHECKED;
  return words
    .slice(first)
    .flatMap((word, place) => (plain(word) === plain(typed[place] ?? '') ? [] : first + place + 1));
}

/** Words as they were made, which keep their language when the page changes its own. */
export interface Made {
  words: readonly string[];
  lang: Lang;
}
