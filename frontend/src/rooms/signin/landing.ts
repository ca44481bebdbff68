import { paths } from '../../lib/paths';

/** Where each role's work begins, in the order in which several roles are judged. */
const BEGINS = [
  ['counsellor', paths.today],
  ['on_call', paths.oncall],
  ['clinical_lead', paths.oncall],
  ['operations', paths.ops],
  ['programme_manager', paths.people],
  ['privacy_officer', paths.people],
  ['auditor', paths.dictionary],
] as const;

/** The first page of somebody with these roles, among the pages that exist; null without one. */
export function firstPageOf(
  roles: readonly string[],
  known: (path: string) => boolean,
): string | null {
  const found = BEGINS.find(([role, path]) => roles.includes(role) && known(path));
  return found?.[1] ?? null;
}
