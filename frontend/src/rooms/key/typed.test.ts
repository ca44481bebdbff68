import { describe, expect, it } from 'vitest';
import { slips } from './typed';

const twelve = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'ocean', 'tide'];

describe('the last two words', () => {
  it.each([
    [['ocean', 'tide'], []],
    [[' Ocean', 'TIDE '], []],
    [['ｏｃｅａｎ', 'tide'], []],
    [
      ['tide', 'ocean'],
      [11, 12],
    ],
    [['ocean', 'tides'], [12]],
    [
      ['', ''],
      [11, 12],
    ],
  ])('%j slips at %j', (typed, found) => {
    expect(slips(twelve, typed)).toEqual(found);
  });

  it('may be Chinese', () => {
    expect(slips([...twelve.slice(0, 10), '海', '潮'], ['海 ', '潮'])).toEqual([]);
  });
});
