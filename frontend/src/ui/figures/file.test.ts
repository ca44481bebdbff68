import { expect, it } from 'vitest';
import { type Lang, sayer } from '../../lib/i18n';
import { fileName, fileOf } from './file';
import type { Figures } from './shape';
import en from './words.en';
import zh from './words.zh';

const figures: Figures = {
  periods: ['Jan', 'Feb', 'Q4', 'later'],
  codes: ['2026-01', '2026-02', '2026-Q4', '2027'],
  times: [],
  series: [
    {
      id: 'HZ',
      label: '杭州',
      verdict: null,
      readings: [
        { kind: 'value', value: 48, low: 43, high: 53, note: 'about 80' },
        { kind: 'suppressed', note: 'kept' },
        { kind: 'range', low: 0, high: 9 },
        { kind: 'pending' },
      ],
    },
  ],
  unit: 'percent',
};
const rows = (lang: Lang) => {
  const flags = [
    { number: 1, period: 0, label: 'here', of: 'HZ' },
    { number: 2, period: 0, label: 'elsewhere', of: 'CD' },
  ];
  const t = sayer<typeof en>(lang === 'en' ? en : zh, lang);
  return fileOf(figures, { name: 'D06', note: 'why', flags }, t).slice(1).trim().split('\r\n');
};

it('the file has a row a figure, its unit, its events, and nothing below', () => {
  expect(rows('en')).toEqual([
    '# why',
    'figure,group,period,unit,value,low,high,state,note,flag,about',
    'D06,杭州,2026-M01,percent,48,43,53,value,about 80,here,line 1',
    'D06,杭州,2026-M02,percent,,,,not shown,kept,,line 1',
    'D06,杭州,2026-Q4,percent,,0,9,range,,,line 1',
    'D06,杭州,2027,percent,,,,not published yet,,,line 1',
  ]);
  expect(rows('zh-Hans')[1]).toBe('指标,分组,时段,单位,数值,下限,上限,状态,备注,标记,说明');
});

it('is called after what it holds and its day', () => {
  expect(fileName(['D06', 'site', ''], 'zh-Hans')).toMatch(/^D06-site-zh-\d{4}-\d\d-\d\d\.csv$/);
});
