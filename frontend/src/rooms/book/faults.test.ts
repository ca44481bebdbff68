import { expect, it } from 'vitest';
import { faultsOf } from './faults';

const DRAFT = { card: '', line: '', consent: false, statistics: false };

const told = (draft: Partial<typeof DRAFT>, noCardOpen = false) =>
  faultsOf({ ...DRAFT, consent: true, ...draft }, noCardOpen);

it('a newcomer needs the one consent, and a card where none are booked without', () => {
  expect(faultsOf(DRAFT, false)).toEqual({ card: 'card.missing', consent: 'consent.missing' });
  expect(faultsOf(DRAFT, true)).toEqual({ consent: 'consent.missing' });
  expect(told({ card: ' ' }, true)).toEqual({});
});

it('what was typed has to be a whole card in any case', () => {
  expect(told({ card: '2345678922' })).toEqual({ card: 'card.slip' });
  expect(told({ card: 'abc' }, true)).toEqual({ card: 'card.length' });
  expect(told({ card: '卡号' })).toEqual({ card: 'card.strange' });
  expect(told({ card: '23456-789a6' }, true)).toEqual({});
});

it('being counted is never asked for', () => {
  expect(told({ statistics: false }, true)).toEqual({});
});
