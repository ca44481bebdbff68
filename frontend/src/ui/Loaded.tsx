import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorCard } from './ErrorCard';
import { Skeleton } from './Skeleton';

/** Every state of one read: waiting, refused, empty, here. Data once seen stays during a re-read. */
export function Loaded<T>({
  query,
  waiting = <Skeleton />,
  empty,
  children,
}: {
  query: UseQueryResult<T>;
  waiting?: ReactNode;
  /** Shown for an empty list. */
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) {
    const nothing = Array.isArray(query.data) && query.data.length === 0;
    return nothing && empty ? empty : children(query.data);
  }
  if (query.isError) return <ErrorCard failure={query.error} onRetry={() => query.refetch()} />;
  return waiting;
}
