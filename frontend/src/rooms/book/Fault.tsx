import { Link } from 'wouter';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { HelpWays } from '../../ui/HelpCard';
import { Refusal } from '../../ui/Refusal';
import { words } from './words';

/** Shown elsewhere: at the field, or as other times. */
const ELSEWHERE = {
  slot_taken: null,
  not_accepted: null,
  card_needed: null,
  consent_changed: null,
};

/** What went wrong with a booking or a move, and where one sees what stands. */
export function Fault({ failure }: { failure: unknown }) {
  const t = useWords(words);
  const look = (sentence: string) => (
    <>
      <p>{sentence}</p>
      <Link href={paths.sessions}>{t('fault.sessions')}</Link>
    </>
  );
  const shut = (sentence: string) => (
    <>
      <p>{sentence}</p>
      <HelpWays />
    </>
  );
  return (
    <Refusal
      failure={failure}
      said={{
        ...ELSEWHERE,
        no_key_yet: shut(t('fault.no_key_yet')),
        key_refused: shut(t('fault.key_refused')),
        client_overlap: t('fault.client_overlap'),
        too_late: look(t('fault.too_late')),
        stale: look(t('fault.stale')),
        not_changeable: look(t('fault.not_changeable')),
        other_counsellor: look(t('fault.other_counsellor')),
      }}
    />
  );
}
