import { expect, it } from 'vitest';
import { digitsOf, inFours } from './code';

it('a code is twelve digits, however they were typed', () => {
  expect(digitsOf('1234-5678 9012')).toBe('123456789012');
  expect(digitsOf('１２３４５６７８９０１２')).toBe('123456789012');
  expect(digitsOf('1234567890123456')).toBe('123456789012');
  expect(digitsOf('12ab')).toBe('12');
});

it('it is shown in fours while it is typed, and can be erased', () => {
  expect(['1', '1234', '12345', '123456789012'].map(inFours)).toEqual([
    '1',
    '1234',
    '1234 5',
    '1234 5678 9012',
  ]);
  expect(inFours('1234 ')).toBe('1234');
});
