import { useQuery } from '@tanstack/react-query';
import { api, read } from './client';
import type { components } from './schema';

export type Viewer = components['schemas']['ViewerOut'];

/** Who can see what, as the server's permission table has it; never written into a page. */
export function useWhoSees() {
  return useQuery({
    queryKey: ['who-sees'],
    queryFn: () => read(api.GET('/api/v1/who-sees')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
