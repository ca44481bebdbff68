const LONGEST = 20;
const LETTERS = /^\p{L}+(?:[ '·-]\p{L}+)*$/u;

/** Why a nickname cannot be sent, or null. The server asks the same of it. */
export function aliasFault(typed: string): 'missing' | 'letters_only' | null {
  const alias = typed.trim().replace(/\s+/g, ' ');
  if (!alias) return 'missing';
  return LETTERS.test(alias) && [...alias].length <= LONGEST ? null : 'letters_only';
}
