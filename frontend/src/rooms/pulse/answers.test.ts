import { describe, expect, it } from 'vitest';
import { bodyOf, countOf, hasAny, NOTHING, type Sheet, stepsOf, ticked } from './answers';

const wording = (code: string) => ({ code, zh: code, en: code });
const sheet = {
  items: ['H1', 'H2'].map(wording),
  module: { name: wording('loyalty'), items: ['L1', 'L2', 'L3'].map(wording) },
} as unknown as Sheet;

describe('the screens', () => {
  it('ask for more only those who said yes', () => {
    const kinds = (more: boolean | null) => stepsOf(sheet, more).map((step) => step.kind);
    expect(kinds(null)).toEqual(['item', 'item', 'drivers', 'more', 'tenure']);
    expect(kinds(false)).toEqual(kinds(null));
    expect(kinds(true)).toHaveLength(8);
  });

  it('are counted without the one that asks whether to go on', () => {
    const steps = stepsOf(sheet, false);
    expect(steps.map((_, place) => countOf(steps, place))).toEqual([
      { at: 1, of: 4 },
      { at: 2, of: 4 },
      { at: 3, of: 4 },
      { at: 3, of: 4 },
      { at: 4, of: 4 },
    ]);
  });
});

it('ticks up to three, and unticks', () => {
  const three = ['D01', 'D03', 'D05'].reduce<readonly string[]>(
    (all, one) => ticked(all, one, 3),
    [],
  );
  expect(three).toEqual(['D01', 'D03', 'D05']);
  expect(ticked(three, 'D06', 3)).toEqual(three);
  expect(ticked(three, 'D03', 3)).toEqual(['D01', 'D05']);
});

it('sends no further answers of somebody who changed their mind', () => {
  const answers = { ...NOTHING, items: { H1: 3 }, module: { L1: 2 } };
  expect(bodyOf('T', { ...answers, more: true }).module).toEqual({ L1: 2 });
  expect(bodyOf('T', { ...answers, more: false }).module).toEqual({});
  expect(hasAny(NOTHING)).toBe(false);
  expect(hasAny(answers)).toBe(true);
});
