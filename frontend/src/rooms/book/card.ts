/** The characters of a card: none that look alike when written by hand. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CARD_LENGTH = 10;

/** A card as it was typed, without spaces and dashes, in capitals. */
export const bare = (typed: string): string => typed.toUpperCase().replace(/[\s\-–—.·]/g, '');

/** Whether what was typed holds a character that stands on no card. */
export const hasStrange = (typed: string): boolean =>
  [...bare(typed)].some((character) => !ALPHABET.includes(character));

/**
 * Whether the last character checks the others (Luhn's rule over the alphabet), so that a slip of
 * the finger is noticed here and costs no try.
 */
export function isWhole(typed: string): boolean {
  const values = [...bare(typed)].map((character) => ALPHABET.indexOf(character));
  if (values.length !== CARD_LENGTH || values.includes(-1)) return false;
  const base = ALPHABET.length;
  const sum = values.reverse().reduce((total, value, place) => {
    const counted = value * (place % 2 === 0 ? 1 : 2);
    return total + Math.floor(counted / base) + (counted % base);
  }, 0);
  return sum % base === 0;
}
