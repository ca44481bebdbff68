import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { content } from '../../api/query';

export const heldKey = ['data'] as const;

/** What is held of whoever came in; by visit code their consents only. */
export function useHeld() {
  return useQuery({
    queryKey: heldKey,
    queryFn: () => read(api.GET('/api/v1/data')),
    ...content,
  });
}
