import { expect, it } from 'vitest';
import { rightGuesses } from './budget';

it('a guess is a coin without figures, and never more than certain', () => {
  expect([0, 0.25, 0.5, 8].map(rightGuesses)).toEqual([50, 68, 75, 100]);
});
