import type { Happening } from '../../api/figures';
import { type Lang, pick } from '../../lib/i18n';
import type { Stretch } from '../../ui/chart/along';
import type { ActionFlag } from '../../ui/chart/data';
import { dayOf, onDate } from '../../ui/figures/dates';

/**
 * What happened within a chart's time, numbered from the earliest on and tied to the nearest period.
 * Where the lines are `places`, only what happened there, each beside its own line.
 */
export function flagsOf(
  happenings: readonly Happening[],
  times: readonly Stretch[],
  [from, to]: Stretch,
  lang: Lang,
  places?: readonly string[],
): ActionFlag[] {
  return happenings
    .filter(({ site }) => !places || places.includes(site.code))
    .map((one) => ({ one, time: dayOf(one.day)[0] }))
    .filter(({ time }) => time >= from && time < to)
    .sort((a, b) => a.time - b.time)
    .map(({ one, time }, at) => ({
      number: at + 1,
      period: periodAt(times, time),
      time,
      ...(places ? { of: one.site.code } : {}),
      label: `${onDate(one.day, lang)} · ${pick(one, 'name', lang)}`,
    }));
}

/** The period a moment lies in, else the first one after it, else the last. */
export function periodAt(times: readonly Stretch[], time: number): number {
  const at = times.findIndex(([, end]) => end > time);
  return at === -1 ? times.length - 1 : at;
}
