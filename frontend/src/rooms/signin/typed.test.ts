import { describe, expect, it } from 'vitest';
import { slips, wordsIn } from './typed';

describe('the words of a code', () => {
  it.each([
    ['ocean tide', ['ocean', 'tide']],
    [' 1. Ocean, 2. TIDE\n', ['ocean', 'tide']],
    ['海 潮', ['海', '潮']],
    ['１、海２、潮', ['海', '潮']],
    ['海潮', ['海', '潮']],
    ['ｏｃｅａｎ', ['ocean']],
    ['  ', []],
  ])('are read from %j as the server reads them', (typed, read) => {
    expect(wordsIn(typed)).toEqual(read);
  });

  it('are compared by their places', () => {
    expect(slips(['ocean', 'tide', 'sand'], ['ocean', 'tie', 'sand'])).toEqual([2]);
    expect(slips(['ocean', 'tide', 'sand'], ['tide', 'ocean', 'sand'])).toEqual([1, 2]);
    expect(slips(['ocean', 'tide'], ['ocean', 'tide'])).toEqual([]);
  });
});
