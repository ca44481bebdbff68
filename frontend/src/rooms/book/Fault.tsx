import { Link } from 'wouter';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Card } from '../../ui/Card';
import { ErrorCard } from '../../ui/ErrorCard';
import { words } from './words';

/** Refusals that say what to do here; the rest is said in general words. */
const SAID = ['client_overlap', 'too_late', 'stale', 'not_changeable', 'other_counsellor'] as const;
/** Shown elsewhere: at the field, or as other times. */
const ELSEWHERE = ['slot_taken', 'not_accepted', 'card_needed', 'consent_changed'];

/** What went wrong with a booking or a move. */
export function Fault({ failure }: { failure: unknown }) {
  const t = useWords(words);
  if (!failure) return null;
  const code = failure instanceof ProblemError ? failure.code : '';
  if (ELSEWHERE.includes(code)) return null;
  const said = SAID.find((one) => one === code);
  if (!said) return <ErrorCard failure={failure} />;
  return (
    <Card tone="warn">
      <p role="alert">{t(`fault.${said}`)}</p>
      {said === 'client_overlap' ? null : <Link href={paths.sessions}>{t('fault.sessions')}</Link>}
    </Card>
  );
}
