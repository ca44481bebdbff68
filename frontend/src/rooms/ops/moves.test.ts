// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { Pulse, UseSeries } from '../../api/figures';
import { movesOfDrivers, movesOfPulse, movesOfUse } from './moves';

const point = (wave: string, point = 50) => ({ wave, state: 'value', point, low: 45, high: 55 });
const line = (code: string, verdict: string) => ({
  code,
  name_en: code,
  name_zh: code,
  verdict,
  points: [point('2026-Q2', 56), point('2026-Q3', 55)],
});
const pulse = {
  waves: [
    { code: '2026-Q2', opens_on: '2026-05-11', closes_on: '2026-05-24' },
    { code: '2026-Q3', opens_on: '2026-08-10', closes_on: '2026-08-23' },
  ],
  measures: [{ code: 'score', name_en: 'Score', name_zh: '得分', higher_is_better: true }],
  measure: 'score',
  lines: [line('HZ', 'down'), line('CD', 'cannot_tell')],
  drivers: [line('D09', 'down')],
} as unknown as Pulse;

it('says what, where, since when, whether it is better for people, and where its chart is', () => {
  expect(movesOfPulse(pulse, 'site', 'en', () => '')).toEqual([
    {
      what: 'Score',
      where: 'HZ',
      side: 'down',
      earlier: 'Q2\u00a02026',
      sizes: { from: '56', to: '55' },
      meaning: 'worse',
      chart: '/ops/explore?show=pulse.score&split=site',
    },
  ]);
});

it('fewer people whom something weighs on is better', () => {
  expect(movesOfDrivers(pulse, 'everyone', 'en', () => '')).toMatchObject([
    {
      what: 'D09',
      where: 'everyone',
      meaning: 'better',
      chart: '/ops/explore?show=pulse.D09&split=overall',
    },
  ]);
});

it('how many come is neither good nor bad by itself', () => {
  const points = ['2026-05', '2026-06'].map((period) => ({
    period,
    start: `${period}-01`,
    end: `${period}-28`,
    state: 'value',
    point: 9,
    low: 5,
    high: 13,
  }));
  const indicator = { code: 'openings', name_en: 'People who began', name_zh: '人数' };
  const found = { indicator, lines: [{ ...line('all', ''), points, change: 'up' }] };
  expect(movesOfUse(found as unknown as UseSeries, 'en')).toMatchObject([
    { side: 'up', sizes: null, meaning: 'open', earlier: 'May\u00a02026' },
  ]);
});
