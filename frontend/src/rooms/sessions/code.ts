export const CODE_DIGITS = 12;

/** Full-width digits, as a Chinese keyboard may write them, and plain ones; nothing else. */
export const digitsOf = (typed: string): string =>
  typed.normalize('NFKC').replace(/\D/g, '').slice(0, CODE_DIGITS);

/** In fours, as it was shown. */
export const inFours = (typed: string): string => digitsOf(typed).replace(/(\d{4})(?=\d)/g, '$1 ');
