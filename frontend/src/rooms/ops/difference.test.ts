// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { difference } from './difference';
import { downTo } from './HelpRow';

it('is said in percent, for shares in percentage points', () => {
  expect(difference(110, 100, 'count', 'en')).toEqual({ change: '+10%', points: false });
  expect(difference(0.071, 0.076, 'share', 'en')).toEqual({ change: '−0.5', points: true });
});

it('is not said where nothing worth saying changed', () => {
  expect(difference(100_001, 100_000, 'count', 'en').change).toBeNull();
  expect(difference(5, 0, 'count', 'en').change).toBeNull();
});

it('a gap in the duty never reads as whole', () => {
  expect([downTo(0.99987), downTo(1), downTo(0.5)]).toEqual([0.999, 1, 0.5]);
});
