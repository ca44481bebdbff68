import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from './client';
import { pastTheLock, refresh } from './opening';
import type { components } from './schema';

export type Desk = components['schemas']['DeskOut'];

/** The desks of one's roles: whether one is in, who could let one in, whom one could let in. */
export const useDesks = () =>
  useQuery({ queryKey: ['desks'], queryFn: () => read(api.GET('/api/v1/desks')) });

/** Lets somebody in to each of these desks. Takes an unlock. */
export function useLettingIn(staff: string, desks: readonly Desk['desk'][], onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      pastTheLock(async () => {
        for (const desk of desks) {
          const params = { path: { desk } };
          await read(api.POST('/api/v1/desks/{desk}/members', { params, body: { staff } }));
        }
      }),
    onSuccess: onDone,
    onSettled: () => refresh(queries),
  });
}
