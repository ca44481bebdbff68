import { isWhole } from './card';
import type { Draft } from './journey';

/** What a newcomer still has to say, each with the entry of the catalogue that tells them. */
export type Faults = Partial<
  Record<
    'card' | 'consent',
    | 'card.missing'
    | 'card.slip'
    | 'card.refused'
    | 'card.none.closed'
    | 'consent.missing'
    | 'consent.changed'
  >
>;

/** A card or the word that there is none, and the one consent. */
export function faultsOf({ card, noCard, consent }: Draft): Faults {
  const found: Faults = {};
  if (!noCard && !card.trim()) found.card = 'card.missing';
  else if (!noCard && !isWhole(card)) found.card = 'card.slip';
  if (!consent) found.consent = 'consent.missing';
  return found;
}
