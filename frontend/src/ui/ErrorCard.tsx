import { ProblemError } from '../api/problem';
import { useWords } from '../lib/i18n';
import { Button } from './Button';
import { Card } from './Card';
import { common } from './words';

type Kind =
  | 'unreachable'
  | 'busy'
  | 'refused'
  | 'absent'
  | 'changed'
  | 'ours'
  | 'other'
  | 'not_yours'
  | 'not_let_in'
  | 'no_key_yet'
  | 'key_refused'
  | 'erased'
  | 'damaged';

/** Refusals of the vault, which may meet anybody who opens or writes something. */
const OF_VAULT = [
  'not_yours',
  'not_let_in',
  'no_key_yet',
  'key_refused',
  'erased',
  'damaged',
] as const;

/** Nothing comes of asking for these again. */
const FINAL: ReadonlySet<Kind> = new Set(['refused', 'erased']);

const BY_STATUS: Readonly<Record<number, Kind>> = {
  0: 'unreachable',
  403: 'refused',
  404: 'absent',
  409: 'changed',
  429: 'busy',
};

/** Which general sentence fits; a room with a better one for a code says its own instead. */
function kindOf(failure: unknown): Kind {
  if (!(failure instanceof ProblemError)) return 'ours';
  const ofVault = OF_VAULT.find((code) => code === failure.code);
  return ofVault ?? BY_STATUS[failure.status] ?? (failure.status >= 500 ? 'ours' : 'other');
}

/**
 * What happened, what is kept, what to do; with a reference that says nothing about anybody. What is
 * refused is not offered again.
 */
export function ErrorCard({ failure, onRetry }: { failure: unknown; onRetry?: () => void }) {
  const t = useWords(common);
  const reference = failure instanceof ProblemError ? failure.reference : undefined;
  return (
    <Card tone="warn">
      <div role="alert">
        <p>{t(`error.${kindOf(failure)}`)}</p>
        {reference ? <p>{t('error.reference', { reference })}</p> : null}
      </div>
      {onRetry && !FINAL.has(kindOf(failure)) ? (
        <Button variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
    </Card>
  );
}
