import { describe, expect, it } from 'vitest';
import { type Lang, sayer } from '../../lib/i18n';
import type { Reading } from '../chart/data';
import { onDate, periodLabel, plain, wholeMonths } from './dates';
import { signed, tickWriter, writer } from './numbers';
import { caption } from './sentences';
import type { FigureLine, Figures } from './shape';
import en from './words.en';
import zh from './words.zh';

const value = (v: number): Reading => ({ kind: 'value', value: v, low: v - 8, high: v + 8 });
const line = (label: string, verdict: FigureLine['verdict'], readings: Reading[]): FigureLine => ({
  id: label,
  label,
  readings,
  verdict,
});
const figures = (...series: FigureLine[]): Figures => ({
  periods: ['Sep', 'Oct', 'Nov'],
  codes: ['2026-09', '2026-10', '2026-11'],
  times: [],
  series,
  unit: 'count',
});
const say = (of: Figures, source: 'use' | 'pulse' | 'work', lang: Lang = 'en') =>
  caption(of, source, sayer<typeof en>(lang === 'en' ? en : zh, lang), lang);

describe('the sentence under a chart', () => {
  const pending: Reading = { kind: 'pending' };

  it('says the latest figure with its interval and whether it changed', () => {
    const one = figures(line('Everyone', 'cannot_tell', [value(20), value(29), pending]));
    expect(say(one, 'use')).toBe(
      'Everyone, Oct: 29, between 21 and 37. Compared with Sep we cannot tell whether anything changed. Random noise protects people; 19 times out of 20 the range holds what was really counted.',
    );
    expect(say(one, 'use', 'zh-Hans')).toMatch(/^Everyone，Oct：29，在 21 至 37 之间。与Sep相比，/);
  });

  it('gives no point where only a range is known, and compares nothing with nothing', () => {
    const range: Reading = { kind: 'range', low: 0, high: 9 };
    expect(say(figures(line('Everyone', 'cannot_tell', [range])), 'use')).toMatch(
      /^Everyone, Sep: between 0 and 9; no single figure is given\. Random noise/,
    );
  });

  it('names only the lines that moved beyond chance', () => {
    const two = [value(20), value(29), value(30)];
    const many = figures(
      line('Hangzhou', 'up', two),
      line('Chengdu', 'down', two),
      line('Wuhan', 'cannot_tell', two),
    );
    expect(say(many, 'pulse')).toBe(
      'Hangzhou: up since Oct, by more than chance. Chengdu: down since Oct, by more than chance. For one other line we cannot tell whether anything changed. This speaks of those who chose to answer; the range allows for chance (95 %).',
    );
  });

  it('names the wave each line is compared with, and which lines have ended', () => {
    const absent: Reading = { kind: 'absent' };
    const many = figures(
      line('Long shifts', null, [value(20), value(29), absent]),
      line('Fixed day', 'up', [value(20), value(29), value(45)]),
      line('Night', 'cannot_tell', [value(20), value(29), value(30)]),
    );
    expect(say(many, 'pulse')).toMatch(
      /^Fixed day: up since Oct, by more than chance\. For one other line .* changed\. Long shifts: no figure after Oct, so nothing is compared\. This/,
    );
    const alone = figures(line('Long shifts', 'up', [value(20), value(50), absent]));
    expect(say(alone, 'pulse')).toMatch(
      /Oct: 50, between 42 and 58\. Long shifts: no figure after Oct/,
    );
    const gap: Reading = { kind: 'pending' };
    const mixed = figures(
      line('A', 'up', [value(20), gap, value(45)]),
      line('B', 'up', [value(20), value(29), value(45)]),
    );
    expect(say(mixed, 'use')).toMatch(
      /^A: up since Sep, .* B: up since Oct, by more than chance\./,
    );
  });

  it('says why ranges that lie apart need not tell', () => {
    const far = figures(line('A', 'cannot_tell', [value(1), value(20), value(40)]));
    expect(say(far, 'use')).toMatch(/Two ranges may lie apart and still not tell/);
    const near = figures(line('A', 'cannot_tell', [value(1), value(20), value(30)]));
    expect(say(near, 'use')).not.toMatch(/lie apart/);
  });

  it('says how much is hidden, and that nothing moved', () => {
    const hidden: Reading = { kind: 'suppressed' };
    const many = figures(
      line('A', 'cannot_tell', [value(20), value(29), value(30)]),
      line('B', 'cannot_tell', [value(20), hidden, hidden]),
    );
    expect(say(many, 'pulse')).toMatch(
      /^For none of these lines .* since Oct\. 2 figures are not shown/,
    );
  });

  it('of exact figures has no interval and no verdict', () => {
    const exact: Reading = { kind: 'value', value: 33_344, low: 33_344, high: 33_344 };
    expect(say(figures(line('Hangzhou', null, [exact])), 'work')).toBe(
      'Hangzhou, Sep: 33,344. These figures are exact and come from your own imports.',
    );
    expect(say(figures(), 'work')).toBe('There is no figure yet.');
  });
});

describe('numbers and dates', () => {
  it('are written in the unit and the language', () => {
    expect([
      writer('share', 'en')(0.0712),
      writer('percent', 'en')(7.12),
      signed('en')(-3),
      writer('seconds', 'zh-Hans')(188),
      tickWriter('count', 'en')(33_344).toUpperCase(), // k or K, as the browser's data have it
      tickWriter('count', 'zh-Hans')(40_000),
      tickWriter('count', 'en')(2500),
    ]).toEqual(['7.1%', '7%', '−3', '188秒', '33.3K', '4万', '2,500']);
  });

  it('name months, quarters and years', () => {
    const codes = ['2026-10', '2026-Q4', '2026', 'W2'];
    const said = (lang: 'en' | 'zh-Hans') => codes.map((code) => plain(periodLabel(code, lang)));
    expect(said('en')).toEqual(['Oct 2026', 'Q4 2026', '2026', 'W2']);
    expect(said('zh-Hans')).toEqual(['2026年10月', '2026年第四季度', '2026年', 'W2']);
  });

  it('stay in one piece where a line ends', () => {
    expect(periodLabel('2026-10', 'en')).toBe('Oct\u00a02026');
    expect(onDate('2026-11-05', 'zh-Hans')).toBe('2026\u2060年\u206011\u2060月\u20605\u2060日');
    expect(periodLabel('2026-Q4', 'zh-Hans')).toMatch(
      /^2026\u2060年\u2060+第\u2060四\u2060季\u2060度$/,
    );
  });

  it('hold stretches in whole months', () => {
    const days = (month: number, from: number, to: number) =>
      [Date.UTC(2026, month, from), Date.UTC(2026, month, to)] as const;
    expect(wholeMonths([days(1, 9, 23), days(4, 11, 25)])).toEqual([
      Date.UTC(2026, 1, 1),
      Date.UTC(2026, 5, 1),
    ]);
    expect(wholeMonths([[Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1)]])).toEqual([
      Date.UTC(2026, 0, 1),
      Date.UTC(2026, 1, 1),
    ]);
    expect(wholeMonths([])).toBeNull();
  });
});
