import type { Lang } from './i18n';

/**
 * Every address of the product. Words are neutral and references opaque: an address is seen by the
 * network, the history and whoever looks over a shoulder.
 */
export const paths = {
  home: '/',
  book: '/book',
  times: '/book/t',
  booked: '/book/ok',
  prepare: '/prepare',
  sessions: '/sessions',
  live: '/live',
  key: '/key',
  check: '/check',
  groups: '/groups',
  pulse: '/pulse',
  data: '/data',

  staff: '/staff',
  welcome: '/staff/welcome',
  unlock: '/staff/unlock',
  yourKey: '/staff/key',
  today: '/staff/today',
  queue: '/staff/queue',
  waiting: '/staff/waiting',
  cases: '/staff/cases',
  case: (ref: string) => `/staff/c/${ref}` as const,
  note: (ref: string, nid: string) => `/staff/c/${ref}/n/${nid}` as const,
  staffLive: (aid: string) => `/staff/live/${aid}` as const,
  calendar: '/staff/calendar',
  staffGroups: '/staff/groups',
  staffGroup: (gid: string) => `/staff/groups/${gid}` as const,
  oncall: '/staff/oncall',
  rota: '/staff/rota',
  people: '/staff/people',
  keys: '/staff/keys',

  ops: '/ops',
  explore: '/ops/explore',
  opsPulse: '/ops/pulse',
  imports: '/ops/imports',
  dictionary: '/ops/dictionary',
  start: '/start',
} as const;

/** Patterns for the route registries, where an address carries a reference. */
export const patterns = {
  case: '/staff/c/:ref',
  note: '/staff/c/:ref/n/:nid',
  staffLive: '/staff/live/:aid',
  staffGroup: '/staff/groups/:gid',
} as const;

/** Where Leave goes unless the programme configured another place; made by the server. */
export const REST = '/rest';

/** The help page. Made by the server and works without a script: link to it with a plain anchor. */
export const nowPath = (lang: Lang): string => `/now?lang=${lang}`;
