import type { components } from '../../api/schema';
import type { DaySession } from '../../api/staff';

export type DayGroup = components['schemas']['GroupOut'];

/** What stands in a counsellor's day. */
export type Standing =
  | { kind: 'session'; of: DaySession; off: boolean }
  | { kind: 'group'; of: DayGroup; off: boolean };

const OFF = ['cancelled', 'late_cancel', 'counsellor_cancelled'];

/**
 * Sessions and groups as the day goes; what does not take place (`off`) after what does at the same
 * hour.
 */
export function inOrder(
  sessions: readonly DaySession[],
  groups: readonly DayGroup[],
): readonly Standing[] {
  const day: Standing[] = [
    ...sessions.map((of) => ({ kind: 'session' as const, of, off: OFF.includes(of.status) })),
    ...groups.map((of) => ({ kind: 'group' as const, of, off: OFF.includes(of.state) })),
  ];
  const at = ({ of }: Standing) => new Date(of.start).getTime();
  return day.sort((one, other) => at(one) - at(other) || Number(one.off) - Number(other.off));
}
