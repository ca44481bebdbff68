import { type Lang, tagOf } from '../../lib/i18n';

/** What a figure is measured in. A share is 0 to 1, percent and points are 0 to 100. */
export type Unit = 'count' | 'seconds' | 'share' | 'points' | 'percent' | 'per_thousand';

/** How many decimals are worth saying, in the unit itself. */
const DECIMALS: Record<Unit, number> = {
  count: 0,
  seconds: 0,
  share: 3,
  points: 0,
  percent: 0,
  per_thousand: 0,
};

/** The figure as it is shown, drawn and written to a file: nowhere more exact than elsewhere. */
export function rounded(value: number, unit: Unit): number {
  const scale = 10 ** DECIMALS[unit];
  return Math.round(value * scale) / scale;
}

function style(unit: Unit): Intl.NumberFormatOptions {
  if (unit === 'share') return { style: 'percent', maximumFractionDigits: 1 };
  if (unit === 'percent') return { style: 'percent', maximumFractionDigits: 0 };
  if (unit === 'seconds') return { style: 'unit', unit: 'second', unitDisplay: 'narrow' };
  return { maximumFractionDigits: DECIMALS[unit] };
}

/** Writes figures of a unit: 33,344 · 188s · 7.1%. */
export function writer(unit: Unit, lang: Lang): (value: number) => string {
  const format = new Intl.NumberFormat(tagOf(lang), style(unit));
  return (value) => minus(format.format(unit === 'percent' ? value / 100 : value));
}

/** A hyphen before a number becomes a minus sign. */
export const minus = (text: string): string => text.replace(/-(?=\d)/g, '\u2212');

/** Writes how far something moved: +7 · −3 · 0. */
export function signed(lang: Lang): (value: number) => string {
  const format = new Intl.NumberFormat(tagOf(lang), { signDisplay: 'exceptZero' });
  return (value) => minus(format.format(value));
}

/** The same along an axis, where 33K or 3.3万 must do. */
export function tickWriter(unit: Unit, lang: Lang): (value: number) => string {
  if (unit !== 'count') return writer(unit, lang);
  const short = new Intl.NumberFormat(tagOf(lang), {
    notation: 'compact',
    maximumFractionDigits: 1,
  });
  const whole = writer(unit, lang);
  return (value) => (value < 10_000 ? whole(value) : short.format(value));
}
