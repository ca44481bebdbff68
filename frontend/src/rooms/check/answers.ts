import type { components } from '../../api/schema';

type Schemas = components['schemas'];

export type Measure = Schemas['MeasureOut'];
export type Form = Schemas['MeasureFormOut'];
export type Item = Schemas['MeasureItemOut'];
export type Result = Schemas['CheckResultOut'];

/** Index of the option chosen, by link id. An answer that was skipped has no entry. */
export type Chosen = Readonly<Record<string, number>>;

/** What is sent: ordinals by link id; an option without one means "not answered". */
export function answersOf(items: readonly Item[], chosen: Chosen): Record<string, number | null> {
  return Object.fromEntries(
    items.map((item) => {
      const at = chosen[item.link_id];
      return [item.link_id, at === undefined ? null : (item.options[at]?.ordinal ?? null)];
    }),
  );
}

/** Those in the language in use first; the others apart. */
export function byLanguage(
  measures: readonly Measure[],
  lang: string,
): { mine: Measure[]; others: Measure[] } {
  const base = (tag: string) => tag.split('-')[0];
  const mine = measures.filter((one) => base(one.language) === base(lang));
  return { mine, others: measures.filter((one) => !mine.includes(one)) };
}
