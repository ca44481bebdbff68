import { useState } from 'react';
import { Asking } from './Asking';
import type { Sheet } from './answers';
import { Done, type Outcome } from './Done';
import { Strip } from './Strip';

type Place =
  | { at: 'strip' }
  | { at: 'asking'; strip: string; sheet: Sheet }
  | { at: 'done'; sheet: Sheet; outcome: Outcome };

/**
 * The pulse, answered on one's own phone by a strip drawn blind: no account, nothing kept in the
 * browser, nothing in the address. Back leaves; it does not lead through answers.
 */
export default function Pulse() {
  const [place, go] = useState<Place>({ at: 'strip' });
  if (place.at === 'strip') {
    return <Strip onOpen={(strip, sheet) => go({ at: 'asking', strip, sheet })} />;
  }
  if (place.at === 'done') return <Done sheet={place.sheet} outcome={place.outcome} />;
  const { strip, sheet } = place;
  return (
    <Asking strip={strip} sheet={sheet} onDone={(outcome) => go({ at: 'done', sheet, outcome })} />
  );
}
