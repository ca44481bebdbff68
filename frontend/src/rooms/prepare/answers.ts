import type { components } from '../../api/schema';

type Body = components['schemas']['PreparationInRequest'];
export type Safety = NonNullable<Body['in_danger']>;

const codes = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, place) => `${letter}${String(place + 1).padStart(2, '0')}`);

/** What brings people, and what at work weighs on them; the words for the codes are ours. */
export const CONCERNS = codes('C', 19);
export const DRIVERS = codes('D', 26);
/** The concern that brings the ways to help onto the same page at once. */
export const SELF_HARM = 'C18';
const MOST = 3;

/** What was answered so far; null and empty mean not answered. */
export interface Answers {
  concerns: readonly string[];
  drivers: readonly string[];
  impact: number | null;
  in_danger: Safety | null;
  harm: Safety | null;
  text: string;
  site: string;
  shift: string;
  tenure: string;
}

export const NOTHING: Answers = {
  concerns: [],
  drivers: [],
  impact: null,
  in_danger: null,
  harm: null,
  text: '',
  site: '',
  shift: '',
  tenure: '',
};

export const STEPS = ['concerns', 'drivers', 'impact', 'safety', 'text', 'about'] as const;
export type Step = (typeof STEPS)[number];

/** The screens for somebody; where they work is asked only of those who are counted. */
export const stepsFor = (counted: boolean): readonly Step[] =>
  counted ? STEPS : STEPS.filter((step) => step !== 'about');

const OF_STEP: Record<Step, readonly (keyof Answers)[]> = {
  concerns: ['concerns'],
  drivers: ['drivers'],
  impact: ['impact'],
  safety: ['in_danger', 'harm'],
  text: ['text'],
  about: ['site', 'shift', 'tenure'],
};

/** The answers without those of one step: what skipping means. */
export const without = (answers: Answers, step: Step): Answers => ({
  ...answers,
  ...Object.fromEntries(OF_STEP[step].map((name) => [name, NOTHING[name]])),
});

/** The worst there is: it can hardly be borne any more. */
export const WORST = 10;

/** Whether an answer speaks of danger. */
export const speaksOfDanger = ({ in_danger, harm }: { in_danger?: unknown; harm?: unknown }) =>
  in_danger === 'yes' || harm === 'yes';

/** Whether a code can still be added: three at most, and harming oneself always beside them. */
export const hasRoom = (chosen: readonly string[], code: string): boolean =>
  code === SELF_HARM || chosen.filter((one) => one !== SELF_HARM).length < MOST;

/** Takes a code away, or adds it where there is room. */
export function toggled(chosen: readonly string[], code: string): readonly string[] {
  if (chosen.includes(code)) return chosen.filter((one) => one !== code);
  return hasRoom(chosen, code) ? [...chosen, code] : chosen;
}

const DIGITS = /\d/g;
const FEWEST_DIGITS = 5;
const LONGEST_NUMBER = 39; // as the help page takes it

/** Whether a number could be called: digits, with what people write between them. */
export function isCallable(number: string): boolean {
  const written = number.normalize('NFKC').trim();
  return (
    written.length <= LONGEST_NUMBER &&
    /^\+?[\d ()\-–/.]+$/.test(written) &&
    (written.match(DIGITS)?.length ?? 0) >= FEWEST_DIGITS
  );
}

/** What is sent; a number to call only where it was given just now. */
export function bodyOf(answers: Answers, number = ''): Body {
  const { concerns, drivers, impact, in_danger, harm, text, site, shift, tenure } = answers;
  return {
    concerns: [...concerns],
    drivers: [...drivers],
    impact,
    text: text.trim(),
    ...(in_danger ? { in_danger } : {}),
    ...(harm ? { harm } : {}),
    callback_number: number || null,
    about: { site: site || null, shift: shift || null, tenure: tenure || null },
  };
}
