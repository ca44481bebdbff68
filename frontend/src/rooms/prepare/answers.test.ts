import { describe, expect, it } from 'vitest';
import {
  type Answers,
  bodyOf,
  CONCERNS,
  DRIVERS,
  hasRoom,
  isCallable,
  NOTHING,
  SELF_HARM,
  STEPS,
  speaksOfDanger,
  stepsFor,
  toggled,
  without,
} from './answers';
import en from './words.en';

const ALL: Answers = {
  concerns: ['C04'],
  drivers: ['D05', 'D08'],
  impact: 7,
  in_danger: 'no',
  harm: 'prefer_not',
  text: ' at night ',
  site: 'HZ',
  shift: 'day',
  tenure: 't2',
};

describe('the answers', () => {
  it('have words for every code, and are asked on six screens at most', () => {
    expect([...CONCERNS, ...DRIVERS].filter((code) => !(code in en))).toEqual([]);
    expect([CONCERNS.length, DRIVERS.length]).toEqual([19, 26]);
    expect(STEPS.length).toBeLessThanOrEqual(6);
  });

  it('are three at most, and each can be taken back', () => {
    expect(toggled(['a', 'b'], 'c')).toEqual(['a', 'b', 'c']);
    expect(toggled(['a', 'b', 'c'], 'd')).toEqual(['a', 'b', 'c']);
    expect(toggled(['a', 'b', 'c'], 'b')).toEqual(['a', 'c']);
  });

  it('leave room for harming oneself beside any three others', () => {
    const three = ['C03', 'C10', 'C12'];
    expect(toggled(three, SELF_HARM)).toEqual([...three, SELF_HARM]);
    expect(toggled([SELF_HARM, 'C03', 'C10'], 'C12')).toHaveLength(4);
    expect(hasRoom([...three, SELF_HARM], 'C19')).toBe(false);
  });

  it('say where somebody works only when they are counted', () => {
    expect(stepsFor(true)).toContain('about');
    expect(stepsFor(false)).not.toContain('about');
  });

  it('of a skipped screen are gone, the others stay', () => {
    expect(STEPS.reduce(without, ALL)).toEqual(NOTHING);
    expect(without(ALL, 'safety')).toEqual({ ...ALL, in_danger: null, harm: null });
  });

  it('not given are sent as not given, never as a no', () => {
    const sent = bodyOf(NOTHING);
    expect('in_danger' in sent || 'harm' in sent).toBe(false);
    expect(sent).toMatchObject({ impact: null, callback_number: null, about: { site: null } });
  });

  it('are sent as they are, a number only where it was given just now', () => {
    expect(bodyOf(ALL)).toEqual({
      concerns: ['C04'],
      drivers: ['D05', 'D08'],
      impact: 7,
      in_danger: 'no',
      harm: 'prefer_not',
      text: 'at night',
      callback_number: null,
      about: { site: 'HZ', shift: 'day', tenure: 't2' },
    });
    expect(bodyOf(ALL, '138 0000 0000').callback_number).toBe('138 0000 0000');
  });
});

it('only a yes speaks of danger', () => {
  expect(speaksOfDanger(ALL)).toBe(false);
  expect(speaksOfDanger(NOTHING)).toBe(false);
  expect(speaksOfDanger({ ...ALL, harm: 'yes' })).toBe(true);
  expect(speaksOfDanger({ ...NOTHING, in_danger: 'yes' })).toBe(true);
});

it('a number is digits and what people write between them', () => {
  const good = [
    '13800000000',
    '+86 138-0000-0000',
    '(0571) 8888 8888',
    '１３８ 0000 0000',
    '12356',
  ];
  const bad = ['', '12', 'call me', '138x0000000', '+', '----', '1'.repeat(40)];
  expect(good.filter((one) => !isCallable(one))).toEqual([]);
  expect(bad.filter(isCallable)).toEqual([]);
});
