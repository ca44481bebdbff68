import { useQuery } from '@tanstack/react-query';
import { api, read } from './client';
import { content } from './query';
import type { components } from './schema';

export type Group = components['schemas']['GroupOut'];

export const groupsKey = ['groups'] as const;

/** Groups that are open or about to meet, the soonest first, and how one stands to each. */
export function useGroups(enabled = true) {
  return useQuery({
    queryKey: groupsKey,
    queryFn: async () => (await read(api.GET('/api/v1/groups'))).groups,
    enabled,
    ...content,
  });
}
