import type { Role } from '../api/session';
import type { Say } from '../lib/i18n';
import { paths, patterns } from '../lib/paths';
import {
  IconBook,
  IconCalendar,
  IconChart,
  IconClock,
  IconFolder,
  IconGroup,
  IconHome,
  IconImport,
  IconInbox,
  IconKey,
  IconLock,
  IconPeople,
  IconPhone,
  IconPulse,
} from '../ui/icons';
import type { RailItem } from '../ui/StaffFrame';
import type en from './staff.words.en';

type Name = keyof typeof en;

const CARE: readonly Role[] = ['counsellor'];
const FIGURES: readonly Role[] = ['operations', 'programme_manager', 'clinical_lead'];

interface Entry extends Omit<RailItem, 'label'> {
  name: Name;
  roles: readonly Role[];
  /** Pages that are reached from this one and belong to the same roles. */
  within?: readonly string[];
}

/**
 * The rail, in its order, and so the one list of which pages belong to which roles. It decides only
 * what is offered and drawn; what may be done, the server decides on every request.
 */
const RAIL: readonly Entry[] = [
  {
    name: 'today',
    path: paths.today,
    icon: IconHome,
    keys: 'g t',
    roles: CARE,
    within: [patterns.staffLive],
  },
  {
    name: 'queue',
    path: paths.queue,
    icon: IconInbox,
    keys: 'g q',
    roles: CARE,
  },
  {
    name: 'waiting',
    path: paths.waiting,
    icon: IconInbox,
    keys: 'g a',
    roles: ['programme_manager'],
  },
  {
    name: 'cases',
    path: paths.cases,
    icon: IconFolder,
    keys: 'g c',
    roles: CARE,
    within: [patterns.case, patterns.note],
  },
  { name: 'calendar', path: paths.calendar, icon: IconCalendar, keys: 'g k', roles: CARE },
  {
    name: 'groups',
    path: paths.staffGroups,
    icon: IconGroup,
    keys: 'g g',
    roles: ['counsellor', 'programme_manager'],
    within: [patterns.staffGroup],
  },
  {
    name: 'oncall',
    path: paths.oncall,
    icon: IconPhone,
    keys: 'g o',
    roles: [...CARE, 'on_call', 'clinical_lead', 'programme_manager'],
  },
  {
    name: 'rota',
    path: paths.rota,
    icon: IconClock,
    roles: ['clinical_lead', 'programme_manager'],
  },
  { name: 'ops', path: paths.ops, icon: IconChart, keys: 'g i', roles: FIGURES },
  { name: 'explore', path: paths.explore, icon: IconChart, keys: 'g x', roles: FIGURES },
  { name: 'pulse', path: paths.opsPulse, icon: IconPulse, keys: 'g p', roles: FIGURES },
  {
    name: 'imports',
    path: paths.imports,
    icon: IconImport,
    roles: ['operations'],
  },
  {
    name: 'dictionary',
    path: paths.dictionary,
    icon: IconBook,
    keys: 'g d',
    roles: [...FIGURES, 'privacy_officer', 'auditor'],
  },
  {
    name: 'people',
    path: paths.people,
    icon: IconPeople,
    roles: ['programme_manager', 'privacy_officer'],
  },
  {
    name: 'key',
    path: paths.yourKey,
    icon: IconKey,
    roles: ['counsellor', 'clinical_lead', 'on_call'],
  },
  {
    name: 'keys',
    path: paths.keys,
    icon: IconLock,
    roles: ['system_admin', 'privacy_officer'],
  },
];

/** What this person's roles are offered, among the pages that exist. */
export function railFor(
  roles: readonly string[],
  known: (path: string) => boolean,
  say: Say<typeof en>,
): RailItem[] {
  return RAIL.filter(
    (item) => known(item.path) && item.roles.some((role) => roles.includes(role)),
  ).map(({ name, path, icon, keys }) => ({ path, icon, keys, label: say(name) }));
}

/** Whether a page, named by the path of its route, belongs to one of these roles. */
export function isPartOf(roles: readonly string[], path: string): boolean {
  const entry = RAIL.find((item) => item.path === path || item.within?.includes(path));
  return entry?.roles.some((role) => roles.includes(role)) ?? true;
}
