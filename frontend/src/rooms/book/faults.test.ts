import { expect, it } from 'vitest';
import { faultsOf } from './faults';

const DRAFT = { card: '', noCard: false, line: '', consent: false, statistics: false };

it('a newcomer needs a card or the word that there is none, and the one consent', () => {
  expect(faultsOf(DRAFT)).toEqual({ card: 'card.missing', consent: 'consent.missing' });
  expect(faultsOf({ ...DRAFT, card: '2345678922', consent: true })).toEqual({ card: 'card.slip' });
  expect(faultsOf({ ...DRAFT, card: 'abc', consent: true })).toEqual({ card: 'card.length' });
  expect(faultsOf({ ...DRAFT, card: '卡号', consent: true })).toEqual({ card: 'card.strange' });
  expect(faultsOf({ ...DRAFT, card: '23456-789a6', consent: true })).toEqual({});
  expect(faultsOf({ ...DRAFT, card: 'x', noCard: true, consent: true })).toEqual({});
});

it('being counted is never asked for', () => {
  expect(faultsOf({ ...DRAFT, noCard: true, consent: true, statistics: false })).toEqual({});
});
