import { useWords } from '../../lib/i18n';
import { Refusal } from '../Refusal';
import { care } from './words';

/**
 * A refusal of an act on a session or case, in a sentence of its own where there is one; `said` adds
 * what only this act is refused for.
 */
export function Fault({
  failure,
  said,
}: {
  failure: unknown;
  said?: Readonly<Record<string, string>>;
}) {
  const t = useWords(care);
  return (
    <Refusal
      failure={failure}
      said={{
        not_begun: t('fault.not_begun'),
        not_changeable: t('fault.not_changeable'),
        overturn_past: t('fault.overturn_past'),
        not_claimed: t('fault.not_claimed'),
        closed: t('fault.closed'),
        client_wrote: t('fault.client_wrote'),
        ...said,
      }}
    />
  );
}
