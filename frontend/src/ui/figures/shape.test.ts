import { describe, expect, it } from 'vitest';
import type { Pulse, PulsePoint, UsePoint, UseSeries, WorkloadPoint } from '../../api/figures';
import { plain } from './dates';
import {
  figuresOfPulse,
  figuresOfUse,
  figuresOfWorkload,
  hasEnded,
  lastSaid,
  lately,
  latestSaid,
  readingOfPulse,
  readingOfUse,
  readingOfWorkload,
  within,
} from './shape';

const usePoint = (period: string, more: Partial<UsePoint>): UsePoint => ({
  period,
  start: `${period}-01`,
  end: `${period}-28`,
  state: 'value',
  point: 29,
  low: 21,
  high: 37,
  ...more,
});

describe('a figure of use', () => {
  it('is shown as round as it came', () => {
    expect(readingOfUse(usePoint('2026-01', {}))).toEqual({
      kind: 'value',
      value: 29,
      low: 21,
      high: 37,
    });
  });

  it('is a range where a point would mislead', () => {
    expect(readingOfUse(usePoint('2026-01', { state: 'range', point: null, low: 0 }))).toEqual({
      kind: 'range',
      low: 0,
      high: 37,
    });
  });

  it('that is zero still has its interval: noise may hide a few', () => {
    expect(readingOfUse(usePoint('2026-01', { state: 'zero', point: 0, low: 0, high: 5 }))).toEqual(
      { kind: 'value', value: 0, low: 0, high: 5 },
    );
  });

  it('that is not published is neither hidden nor missing', () => {
    const point = usePoint('2026-01', { state: 'not_yet', point: null, low: null, high: null });
    expect(readingOfUse(point)).toEqual({ kind: 'pending' });
  });

  it('comes with its periods in words, codes and dates', () => {
    const found = {
      lines: [
        {
          code: 'all',
          name_en: 'Everyone',
          name_zh: '全体',
          heads: 5000,
          points: [{ ...usePoint('2026-Q4', {}), start: '2026-10-01', end: '2027-01-01' }],
          change: 'cannot_tell',
        },
      ],
    } as unknown as UseSeries;
    const figures = figuresOfUse(found, 'zh-Hans', 'per_thousand');
    expect([figures.periods.map(plain), figures.codes, figures.unit]).toEqual([
      ['2026年第四季度'],
      ['2026-Q4'],
      'per_thousand',
    ]);
    expect(figures.times).toEqual([[Date.UTC(2026, 9, 1), Date.UTC(2027, 0, 1)]]);
    expect(figures.series[0]?.label).toBe('全体');
  });
});

describe('a figure of the pulse', () => {
  const point = (more: Partial<PulsePoint>): PulsePoint => ({
    wave: 'W1',
    state: 'value',
    reason: '',
    point: 48,
    low: 44,
    high: 53,
    answers: 31,
    issued: 60,
    roster: 60,
    ...more,
  });
  const note = (one: PulsePoint) => `${one.answers} of ${one.issued} ${one.reason}`.trim();

  it('keeps hidden and not asked apart', () => {
    const unseen = { point: null, low: null, high: null, answers: null };
    expect(readingOfPulse(point({}), note)).toEqual({
      kind: 'value',
      value: 48,
      low: 44,
      high: 53,
      note: '31 of 60',
    });
    expect(
      readingOfPulse(point({ ...unseen, state: 'hidden', reason: 'not_shown' }), note).kind,
    ).toBe('suppressed');
    expect(readingOfPulse(point({ ...unseen, state: 'none' }), note)).toEqual({ kind: 'absent' });
    const few = point({ point: null, low: 0, high: 13, state: 'few', reason: 'few_ticked' });
    expect(readingOfPulse(few, note)).toMatchObject({ kind: 'range', low: 0, high: 13 });
  });

  it('lies in time where its wave was', () => {
    const found = {
      waves: [{ code: 'W1', opens_on: '2026-11-09', closes_on: '2026-11-22' }],
      measures: [{ code: 'D06', unit: 'percent' }],
      measure: 'D06',
      lines: [],
    } as unknown as Pulse;
    const figures = figuresOfPulse(found, 'en', note);
    expect(figures.times).toEqual([[Date.UTC(2026, 10, 9), Date.UTC(2026, 10, 23)]]);
    expect(figures.unit).toBe('percent');
  });

  it('is judged only where the group was asked in both of the last two waves', () => {
    const of = (...states: string[]) => ({
      code: states.join(),
      verdict: 'cannot_tell',
      points: states.map((state) => point({ state: state as PulsePoint['state'] })),
    });
    const found = {
      waves: ['W1', 'W2', 'W3'].map((code) => ({
        code,
        opens_on: '2026-11-09',
        closes_on: '2026-11-22',
      })),
      measures: [],
      lines: [of('value', 'value', 'none'), of('none', 'value', 'value')],
    } as unknown as Pulse;
    const figures = figuresOfPulse(found, 'en', note);
    expect(figures.series.map(({ verdict }) => verdict)).toEqual([null, 'cannot_tell']);
    expect(figures.series.map((line) => hasEnded(figures, line))).toEqual([true, false]);
    expect(latestSaid(figures)).toBe(2);
  });
});

describe('a figure of workload', () => {
  const point = (start: string, more: Partial<WorkloadPoint> = {}): WorkloadPoint => ({
    start,
    state: 'value',
    value: 188.4,
    reason: '',
    label: '',
    redated_from: '',
    ...more,
  });
  const site = (code: string) => ({ code, name_en: code, name_zh: code });
  const quiet = () => undefined;

  it('is exact, and zero, hidden and missing are three things', () => {
    const read = (more: Partial<WorkloadPoint>) =>
      readingOfWorkload(point('2026-10-01', more), 'seconds', quiet);
    expect(read({})).toEqual({ kind: 'value', value: 188, low: 188, high: 188 });
    expect(read({ value: 0 })).toEqual({ kind: 'zero' });
    expect(read({ value: null, state: 'hidden', reason: 'few_agents' })).toEqual({
      kind: 'suppressed',
    });
    expect(read({ value: null, state: 'none' })).toEqual({ kind: 'absent' });
  });

  it('of sites with different months leaves the missing ones empty', () => {
    const lines = [
      { site: site('A'), days: [], months: [point('2026-09-01'), point('2026-10-01')] },
      { site: site('B'), days: [], months: [point('2026-10-01')] },
    ];
    const figures = figuresOfWorkload(lines, 'months', 'seconds', 'en', quiet);
    expect(figures.codes).toEqual(['2026-09', '2026-10']);
    expect(figures.series[1]?.readings.map((reading) => reading.kind)).toEqual(['absent', 'value']);
    expect(figures.times[1]).toEqual([Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1)]);
  });

  it('can be cut to the latest periods or to a stretch of time', () => {
    const months = ['2026-08-01', '2026-09-01', '2026-10-01'].map((start) => point(start));
    const all = figuresOfWorkload(
      [{ site: site('A'), days: [], months }],
      'months',
      'count',
      'en',
      quiet,
    );
    expect(lately(all, 2).codes).toEqual(['2026-09', '2026-10']);
    const cut = within(all, [Date.UTC(2026, 7, 15), Date.UTC(2026, 9, 1)]);
    expect(cut.codes).toEqual(['2026-09']);
    expect(cut.times).toHaveLength(1);
    expect(cut.series[0]?.readings).toHaveLength(1);
  });
});

it('the last figure is the last one there is anything to say of', () => {
  const line = {
    id: 'a',
    label: 'A',
    readings: [{ kind: 'zero' }, { kind: 'suppressed' }, { kind: 'absent' }, { kind: 'pending' }],
  } as const;
  expect(lastSaid(line)).toBe(1);
  expect(lastSaid({ ...line, readings: [] })).toBe(-1);
});
