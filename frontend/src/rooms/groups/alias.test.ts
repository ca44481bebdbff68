import { expect, it } from 'vitest';
import { aliasFault } from './alias';

it.each([
  ['Cedar', null],
  [' 雪松 ', null],
  ['Old  Oak', null],
  ["O'Neil-Oak", null],
  ['', 'missing'],
  ['   ', 'missing'],
  ['Agent 47', 'letters_only'],
  ['A_B', 'letters_only'],
  ['-Oak', 'letters_only'],
  ['x'.repeat(20), null],
  ['x'.repeat(21), 'letters_only'],
])('the nickname %j has this against it: %s', (typed, fault) => {
  expect(aliasFault(typed)).toBe(fault);
});
