import { type Lang, tagOf } from '../../lib/i18n';
import { minus, type Unit } from '../../ui/figures/numbers';

/**
 * How far an exact figure lies from the one before: in percentage points for shares, else in percent
 * of it. `change` is null where nothing worth saying changed, or where there was nothing before.
 */
export function difference(
  now: number,
  then: number,
  unit: Unit,
  lang: Lang,
): { change: string | null; points: boolean } {
  const points = unit === 'share';
  const moved = points ? (now - then) * 100 : then === 0 ? 0 : now / then - 1;
  const format = new Intl.NumberFormat(tagOf(lang), {
    ...(points ? {} : { style: 'percent' }),
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const change = minus(format.format(moved));
  return { change: /[1-9]/.test(change) ? change : null, points };
}
