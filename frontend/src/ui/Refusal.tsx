import type { ReactNode } from 'react';
import { codeOf } from '../api/problem';
import { Card } from './Card';
import { ErrorCard } from './ErrorCard';

/**
 * Why an act was refused. `said` has the room's own words for the codes it knows, null for what it
 * says elsewhere, for example at a field; every other refusal is told in general words.
 */
export function Refusal({
  failure,
  said = {},
}: {
  failure: unknown;
  said?: Readonly<Record<string, ReactNode>>;
}) {
  if (!failure) return null;
  const own = said[codeOf(failure)];
  if (own === undefined) return <ErrorCard failure={failure} />;
  if (own === null) return null;
  return (
    <Card tone="warn">
      <div role="alert">{typeof own === 'string' ? <p>{own}</p> : own}</div>
    </Card>
  );
}
