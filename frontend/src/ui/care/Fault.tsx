import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { ErrorCard } from '../ErrorCard';
import css from './care.module.css';
import { care } from './words';

const SAID = ['not_begun', 'not_changeable', 'not_claimed', 'closed', 'client_wrote'] as const;

/** A refusal of an act on a session or case, in a sentence of its own where there is one. */
export function Fault({ failure }: { failure: unknown }) {
  const t = useWords(care);
  if (!failure) return null;
  const code = failure instanceof ProblemError ? failure.code : '';
  const known = SAID.find((one) => one === code);
  if (!known) return <ErrorCard failure={failure} />;
  return (
    <p role="alert" className={css.fault}>
      {t(`fault.${known}`)}
    </p>
  );
}
