import { bare, CARD_LENGTH, hasStrange, isWhole } from './card';
import type { Draft } from './journey';

/** What a newcomer still has to say, each with the entry of the catalogue that tells them. */
export type Faults = Partial<
  Record<
    'card' | 'consent',
    | 'card.slip'
    | 'card.length'
    | 'card.strange'
    | 'card.refused'
    | 'card.none.closed'
    | 'consent.missing'
    | 'consent.changed'
  >
>;

/** The one consent, and a whole card or none: whether one is needed at the moment, the server says. */
export function faultsOf({ card, consent }: Draft): Faults {
  const found: Faults = {};
  const fault = bare(card) === '' ? null : cardFault(card);
  if (fault) found.card = fault;
  if (!consent) found.consent = 'consent.missing';
  return found;
}

/** What is wrong with a card number as it was typed, told before it costs a try. */
function cardFault(card: string): Faults['card'] | null {
  const { length } = bare(card);
  if (hasStrange(card)) return 'card.strange';
  if (length !== CARD_LENGTH) return 'card.length';
  return isWhole(card) ? null : 'card.slip';
}
