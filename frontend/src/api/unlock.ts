import { useQuery } from '@tanstack/react-query';
import { api, read } from './client';
import { content } from './query';

export const unlockKey = ['unlock'] as const;

/** What is open on this device, and whether a passphrase has been chosen; asked again every `ms`. */
export function useUnlockState(ms?: number) {
  return useQuery({
    queryKey: unlockKey,
    queryFn: () => read(api.GET('/api/v1/unlock')),
    refetchInterval: ms,
    ...content,
  });
}
