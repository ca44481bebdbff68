import { useQuery } from '@tanstack/react-query';
import { api, read } from './client';
import { content } from './query';

export const heldKey = ['data'] as const;

/** What is held of whoever came in; by visit code their consents, and when a private key was made. */
export function useHeld(enabled = true) {
  return useQuery({
    queryKey: heldKey,
    queryFn: () => read(api.GET('/api/v1/data')),
    enabled,
    ...content,
  });
}
