import { useState } from 'react';
import { Asking } from './Asking';
import type { Sheet } from './answers';
import { Done, type Outcome } from './Done';
import { Strip } from './Strip';
import { begin, forget, stepOut, useBegun, usePlace } from './visit';

/**
 * The pulse, answered on one's own phone by a strip drawn blind: no account, nothing kept in the
 * browser, nothing in the address. Back and Forward lead through the questions and lose no answer;
 * once the answers are sent there is nothing to go back to.
 */
export default function Pulse() {
  const begun = useBegun();
  const place = usePlace();
  const [ended, end] = useState<{ sheet: Sheet; outcome: Outcome } | null>(null);
  if (ended) return <Done {...ended} />;
  if (!begun || place === null) return <Strip before={begun?.strip ?? ''} onOpen={begin} />;
  const done = (outcome: Outcome) => {
    end({ sheet: begun.sheet, outcome });
    forget();
    stepOut();
  };
  return <Asking begun={begun} place={place} onDone={done} />;
}
