import { describe, expect, it } from 'vitest';
import { besides, isBlank, SECTIONS, sameText, TEMPLATES, viewOf } from './sections';

describe('templates', () => {
  it('are views of the one shape every note is kept in', () => {
    for (const template of TEMPLATES) {
      for (const name of viewOf(template)) expect(SECTIONS).toContain(name);
    }
  });

  it('hide no text: what they do not show stands beside', () => {
    const sections = { reported: 'a', response: 'b', plan: 'c', free: '  ' };
    expect(besides('dap', sections)).toEqual(['response']);
    expect(besides('free', sections)).toEqual(['reported', 'response', 'plan']);
  });
});

describe('texts', () => {
  it('are the same when an absent section meets an empty one', () => {
    expect(sameText({ plan: 'a' }, { plan: 'a', free: '' })).toBe(true);
    expect(sameText({ plan: 'a' }, { plan: 'a ' })).toBe(false);
  });

  it('of spaces are blank', () => {
    expect(isBlank({ free: ' \n' })).toBe(true);
    expect(isBlank({ free: 'x' })).toBe(false);
  });
});
