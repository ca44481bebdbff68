/** The history state with which the page of groups opens one of them: no address tells which. */
export const atGroup = (id: string): { group: string } => ({ group: id });

/** The group that a history state names, or none. */
export function groupAt(state: unknown): string {
  const named = state && typeof state === 'object' && 'group' in state ? state.group : '';
  return typeof named === 'string' ? named : '';
}
