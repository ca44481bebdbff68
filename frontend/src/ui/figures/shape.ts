import type {
  Pulse,
  PulseLine,
  PulsePoint,
  UsePoint,
  UseSeries,
  Verdict,
  WorkloadLine,
  WorkloadPoint,
} from '../../api/figures';
import { type Lang, pick } from '../../lib/i18n';
import type { Stretch } from '../chart/along';
import { ABSENT, type Reading, type Series } from '../chart/data';
import { dayLabel, dayOf, daysFrom, monthFrom, periodLabel, stretch } from './dates';
import { rounded, type Unit } from './numbers';

/**
 * A line with what may be said about its last two published figures. There is none for exact figures,
 * nor for a group that was not asked in both of the last two waves.
 */
export interface FigureLine extends Series {
  verdict: Verdict | null;
}

/** Everything a chart, its table, its sentence and its file are made of. */
export interface Figures {
  /** Periods as they are called, as they are coded in a file, and when they were. */
  periods: readonly string[];
  codes: readonly string[];
  times: readonly Stretch[];
  series: readonly FigureLine[];
  unit: Unit;
}

/** A noised figure, as round as the server tells it. */
export function readingOfUse(point: UsePoint): Reading {
  const { low, high } = point;
  if (point.state === 'not_yet' || low === null || high === null) return { kind: 'pending' };
  if (point.point === null) return { kind: 'range', low, high };
  return { kind: 'value', value: point.point, low, high };
}

/** Lines of an indicator of the use of the service. */
export function figuresOfUse(found: UseSeries, lang: Lang, unit: Unit = 'count'): Figures {
  const points = found.lines[0]?.points ?? [];
  return {
    periods: points.map((point) => periodLabel(point.period, lang)),
    codes: points.map((point) => point.period),
    times: points.map((point) => stretch(point.start, point.end)),
    series: found.lines.map((line) => ({
      id: line.code,
      label: pick(line, 'name', lang),
      readings: line.points.map(readingOfUse),
      verdict: line.change,
    })),
    unit,
  };
}

/** What is said beside a pulse figure: about how many answered, or that it is not shown. */
export type PulseNote = (point: PulsePoint) => string;

export function readingOfPulse(point: PulsePoint, note: PulseNote): Reading {
  if (point.state === 'none') return ABSENT;
  const { point: value, low, high } = point;
  if (low === null || high === null) return { kind: 'suppressed', note: note(point) };
  const ends = { low, high, note: note(point) };
  return value === null ? { kind: 'range', ...ends } : { kind: 'value', value, ...ends };
}

/** Lines of a measure of the pulse over its frozen waves. */
export function figuresOfPulse(
  found: Pulse,
  lang: Lang,
  note: PulseNote,
  lines: readonly PulseLine[] = found.lines,
): Figures {
  const measure = found.measures.find((one) => one.code === found.measure);
  return {
    periods: found.waves.map((wave) => periodLabel(wave.code, lang)),
    codes: found.waves.map((wave) => wave.code),
    times: found.waves.map((wave) => daysFrom(wave.opens_on, wave.closes_on)),
    series: lines.map((line) => ({
      id: line.code,
      label: pick(line, 'name', lang),
      readings: line.points.map((point) => readingOfPulse(point, note)),
      verdict: line.points.slice(-2).every(({ state }) => state !== 'none') ? line.verdict : null,
    })),
    unit: measure?.unit ?? 'points',
  };
}

/** What is said beside an imported figure: that it was re-dated, or why it is hidden. */
export type WorkloadNote = (point: WorkloadPoint) => string | undefined;

export function readingOfWorkload(point: WorkloadPoint, unit: Unit, note: WorkloadNote): Reading {
  if (point.state === 'none') return ABSENT;
  const said = note(point);
  const more = said ? { note: said } : {};
  if (point.value === null) return { kind: 'suppressed', ...more };
  const value = rounded(point.value, unit);
  if (value === 0) return { kind: 'zero' };
  return { kind: 'value', value, low: value, high: value, ...more };
}

/** Lines of a family of workload, a site each; by month, or by day where days were asked for. */
export function figuresOfWorkload(
  lines: readonly WorkloadLine[],
  by: 'months' | 'days',
  unit: Unit,
  lang: Lang,
  note: WorkloadNote,
): Figures {
  const starts = [...new Set(lines.flatMap((line) => line[by].map((point) => point.start)))].sort();
  const month = (start: string) => start.slice(0, 7);
  return {
    periods: starts.map((start) =>
      by === 'days' ? dayLabel(start, lang) : periodLabel(month(start), lang),
    ),
    codes: starts.map((start) => (by === 'days' ? start : month(start))),
    times: starts.map(by === 'days' ? dayOf : monthFrom),
    series: lines.map((line) => {
      const points = new Map(line[by].map((point) => [point.start, point]));
      return {
        id: line.site.code,
        label: pick(line.site, 'name', lang),
        readings: starts.map((start) => {
          const point = points.get(start);
          return point ? readingOfWorkload(point, unit, note) : ABSENT;
        }),
        verdict: null,
      };
    }),
    unit,
  };
}

/** Only the last `count` periods. */
export function lately(figures: Figures, count: number): Figures {
  return {
    ...figures,
    periods: figures.periods.slice(-count),
    codes: figures.codes.slice(-count),
    times: figures.times.slice(-count),
    series: figures.series.map((line) => ({ ...line, readings: line.readings.slice(-count) })),
  };
}

/** Only the periods within a stretch of time. */
export function within(figures: Figures, [from, to]: Stretch): Figures {
  const inside = figures.times.map(([start, end]) => start >= from && end <= to);
  const only = <T>(all: readonly T[]): T[] => all.filter((_, at) => inside[at]);
  return {
    ...figures,
    periods: only(figures.periods),
    codes: only(figures.codes),
    times: only(figures.times),
    series: figures.series.map((line) => ({ ...line, readings: only(line.readings) })),
  };
}

/** Index of the last period with anything to say for a line; -1 when there is none. */
export const lastSaid = (line: Series): number =>
  line.readings.findLastIndex((reading) => reading.kind !== 'pending' && reading.kind !== 'absent');

/** Index of the last period with anything to say for any line. */
export const latestSaid = ({ series }: Figures): number => Math.max(-1, ...series.map(lastSaid));

/** Whether a line has nothing more to say after a period in which others still have, or were asked. */
export function hasEnded(figures: Figures, line: Series): boolean {
  const last = lastSaid(line);
  if (last === -1) return false;
  return last < latestSaid(figures) || line.readings[last + 1]?.kind === 'absent';
}
