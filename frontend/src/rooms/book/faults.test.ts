import { expect, it } from 'vitest';
import { faultsOf } from './faults';

const DRAFT = { card: '', line: '', consent: false, statistics: false };

const told = (draft: Partial<typeof DRAFT>) => faultsOf({ ...DRAFT, consent: true, ...draft });

it('a newcomer needs the one consent; no card is no fault here', () => {
  expect(faultsOf(DRAFT)).toEqual({ consent: 'consent.missing' });
  expect(told({ card: ' ' })).toEqual({});
});

it('what was typed has to be a whole card', () => {
  expect(told({ card: '2345678922' })).toEqual({ card: 'card.slip' });
  expect(told({ card: 'abc' })).toEqual({ card: 'card.length' });
  expect(told({ card: '卡号' })).toEqual({ card: 'card.strange' });
  expect(told({ card: '23456-789a6' })).toEqual({});
});

it('being counted is never asked for', () => {
  expect(told({ statistics: false })).toEqual({});
});
