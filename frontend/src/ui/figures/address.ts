import { FAMILIES, type Family, SPLITS, type Split } from '../../api/figures';
import { paths } from '../../lib/paths';

/**
 * What the trend explorer shows. It stands in the address, so that a chart can be kept and passed on:
 * these are choices among published figures, never something about a person.
 */
export interface View {
  source: 'use' | 'pulse' | 'work';
  /** Code of the indicator, measure or family. */
  code: string;
  split: Split;
  /** A site's code: its days for workload, and whose workload stands below. */
  site: string;
  /** Family of workload drawn below on the same axis of time. */
  below: Family | '';
}

export const FIRST_VIEW: View = {
  source: 'use',
  code: 'openings',
  split: 'site',
  site: '',
  below: '',
};

const among = <T extends string>(value: string | null, all: readonly T[]): T | undefined =>
  all.find((one) => one === value);

/** Reads an address; what it does not know becomes what is shown first. */
export function viewOf(search: string): View {
  const asked = new URLSearchParams(search);
  const [source, code = ''] = (asked.get('show') ?? '').split('.');
  const known = among(source ?? '', ['use', 'pulse', 'work'] as const);
  return {
    ...FIRST_VIEW,
    ...(known && /^\w{1,30}$/.test(code) ? { source: known, code } : {}),
    split: among(asked.get('split'), SPLITS) ?? FIRST_VIEW.split,
    site: /^[\w-]{1,20}$/.exec(asked.get('site') ?? '')?.[0] ?? '',
    below: among(asked.get('below'), FAMILIES) ?? '',
  };
}

/** Codes of use that are divided by site. */
const USE_BY_SITE: readonly string[] = ['openings_site', 'utilisation'];

/** Whether every line of the figure is a site. */
export const isBySite = ({ source, code, split }: View): boolean =>
  source === 'work' || (source === 'pulse' ? split === 'site' : USE_BY_SITE.includes(code));

/** Whether the lines are kinds of concerns, counted once a year: compared with each other, not over time. */
export const isByKind = ({ source, code }: View): boolean =>
  source === 'use' && code === 'concerns';

const offers = (view: View, split: Split): boolean => {
  if (view.source === 'pulse') return true;
  return split === (isBySite(view) ? 'site' : 'overall') || split === FIRST_VIEW.split;
};

/** What a view keeps of what was asked for, given the sites its figure can show, and what it leaves out. */
export function fitted(
  asked: View,
  sites: readonly string[] | undefined,
): { view: View; left: (keyof View)[] } {
  const below = isByKind(asked) ? FIRST_VIEW.below : asked.below;
  const split = offers(asked, asked.split) ? asked.split : FIRST_VIEW.split;
  const site = sites?.includes(asked.site) === false ? FIRST_VIEW.site : asked.site;
  const view = { ...asked, split, site, below };
  return {
    view,
    left: (['split', 'site', 'below'] as const).filter((one) => view[one] !== asked[one]),
  };
}

/** What an address asks for and does not get: a figure nobody knows, or a cut that is not made. */
export function refusedIn(search: string): 'figure' | 'cut' | null {
  const asked = new URLSearchParams(search);
  const view = viewOf(search);
  const [show, split] = [asked.get('show'), asked.get('split')];
  if (show !== null && show !== `${view.source}.${view.code}`) return 'figure';
  if (split === null) return null;
  return among(split, SPLITS) && (split !== 'site' || isBySite(view)) ? null : 'cut';
}

/**
 * The address of a view; only what is not as shown first is written. What another figure offers is kept
 * here beside one that does not, and `fitted` leaves it out.
 */
export function addressOf(view: Partial<View>): string {
  const { source, code, split, site, below } = { ...FIRST_VIEW, ...view };
  const asked = new URLSearchParams({ show: `${source}.${code}` });
  if (source === 'pulse' || split !== FIRST_VIEW.split) asked.set('split', split);
  if (site) asked.set('site', site);
  if (below) asked.set('below', below);
  return `${paths.explore}?${asked}`;
}
