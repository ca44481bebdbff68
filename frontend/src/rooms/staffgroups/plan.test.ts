import { expect, it } from 'vitest';
import type { Group } from './data';
import { type Draft, draftOf, faultsOf, planOf } from './plan';

const ZONE = 'Asia/Shanghai';
const NOW = new Date('2026-11-21T10:00:00Z');
const draft = (over: Partial<Draft> = {}): Draft => ({
  title_zh: '难打的电话之后',
  title_en: 'After hard calls',
  kind: 'circle',
  language: 'zh-Hans',
  date: '2026-11-28',
  time: '18:30',
  minutes: '90',
  capacity: '8',
  minimum: '3',
  ...over,
});

it('a whole draft becomes instants of the calendar’s zone', () => {
  expect(faultsOf(draft(), ZONE, NOW)).toEqual({});
  const plan = planOf(draft({ title_en: ' After hard calls ' }), ZONE);
  expect([plan.start, plan.end]).toEqual(['2026-11-28T10:30:00.000Z', '2026-11-28T12:00:00.000Z']);
  expect([plan.title_en, plan.capacity, plan.minimum]).toEqual(['After hard calls', 8, 3]);
});

it('a group that was planned is typed over as it stands', () => {
  const planned = planOf(draft({ minutes: '75' }), ZONE);
  const group = { ...planned, id: 'g', version: 3 } as unknown as Group;
  expect(draftOf(group, ZONE)).toEqual(draft({ minutes: '75' }));
});

it('each field says what is wrong with it', () => {
  expect(faultsOf(draft({ title_zh: ' ', date: '' }), ZONE, NOW)).toEqual({
    title_zh: 'missing',
    date: 'missing',
  });
  expect(faultsOf(draft({ date: '2026-11-21', time: '17:59' }), ZONE, NOW).date).toBe('past');
  expect(faultsOf(draft({ capacity: '41' }), ZONE, NOW).capacity).toBe('range');
  expect(faultsOf(draft({ capacity: '1' }), ZONE, NOW)).toEqual({
    capacity: 'range',
    minimum: 'fewer',
  });
  expect(faultsOf(draft({ minimum: '9' }), ZONE, NOW)).toEqual({ minimum: 'fewer' });
  expect(faultsOf(draft({ minimum: '2.5' }), ZONE, NOW)).toEqual({ minimum: 'fewer' });
});
