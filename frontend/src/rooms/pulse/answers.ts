import type { components } from '../../api/schema';

type Schemas = components['schemas'];

/** What a strip opens, and what is sent. */
export type Sheet = Schemas['SheetOut'];
export type Wording = Schemas['WordingOut'];
export type Tenure = Schemas['TenureEnum'];
export type Body = Schemas['AnswerInRequest'];

/** One screen. `more` asks whether the further questions are welcome. */
export type Step =
  | { kind: 'item'; part: 'items' | 'module'; item: Wording }
  | { kind: 'drivers' }
  | { kind: 'more' }
  | { kind: 'tenure' };

/** Everything answered so far; it lives in the page and nowhere else. */
export interface Answers {
  items: Readonly<Record<string, number>>;
  module: Readonly<Record<string, number>>;
  drivers: readonly string[];
  tenure: Tenure | null;
  /** Whether the further questions are wanted; null until asked. */
  more: boolean | null;
}

export const NOTHING: Answers = { items: {}, module: {}, drivers: [], tenure: null, more: null };

/** The screens of a sheet, in order; the further questions only where they are wanted. */
export function stepsOf(sheet: Sheet, more: boolean | null): Step[] {
  const asked = (part: 'items' | 'module', items: readonly Wording[]): Step[] =>
    items.map((item) => ({ kind: 'item', part, item }));
  return [
    ...asked('items', sheet.items),
    { kind: 'drivers' },
    { kind: 'more' },
    ...(more ? asked('module', sheet.module.items) : []),
    { kind: 'tenure' },
  ];
}

/** Which question a screen is, and of how many: being asked whether to go on is not a question. */
export function countOf(steps: readonly Step[], place: number): { at: number; of: number } {
  const questions = steps.filter((step) => step.kind !== 'more').length;
  const before = steps.slice(0, place + 1).filter((step) => step.kind !== 'more').length;
  return { at: before, of: questions };
}

/** A driver ticked or unticked; one too many changes nothing. */
export function ticked(chosen: readonly string[], code: string, most: number): readonly string[] {
  if (chosen.includes(code)) return chosen.filter((one) => one !== code);
  return chosen.length < most ? [...chosen, code] : chosen;
}

/** What is sent. Whoever changed their mind about the further questions sends none of them. */
export function bodyOf(strip: string, answers: Answers): Body {
  return {
    strip,
    items: { ...answers.items },
    drivers: [...answers.drivers],
    module: answers.more ? { ...answers.module } : {},
    tenure: answers.tenure,
  };
}

/** Whether anything of the ten was answered; without it there is nothing to count. */
export const hasAny = (answers: Answers): boolean => Object.keys(answers.items).length > 0;
