import { Link } from 'wouter';
import { type Happening, useHappenings, usePulse, useUse } from '../../api/figures';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { addressOf } from '../../ui/figures/address';
import type { Unit } from '../../ui/figures/numbers';
import { Verdict } from '../../ui/figures/Verdict';
import css from './ops.module.css';
import { words } from './words';

const MOST = 5;

/** A figure by site that can be compared around a day. */
interface Comparable {
  source: 'pulse' | 'use';
  code: string;
  name: string;
  unit: Unit;
  /** Codes of the sites that are shown by themselves, and the first day there are figures of. */
  sites: ReadonlySet<string>;
  since: string | undefined;
}

/** What followed each of the latest flags: before against after, at sites shown by themselves. */
export function Followed() {
  const known = useKnown();
  const figures = useComparable();
  const told = useHappenings()
    .map((flag) => ({ flag, of: figures.filter((one) => holds(one, flag)) }))
    .filter(({ of }) => of.length > 0)
    .slice(0, MOST);
  if (told.length === 0 || !known(paths.explore)) return null;
  return (
    <ul className={css.followed}>
      {told.map(({ flag, of }) => (
        <FollowedOne key={`${flag.site.code} ${flag.day} ${flag.name_en}`} flag={flag} of={of} />
      ))}
    </ul>
  );
}

const holds = ({ sites, since }: Comparable, { day, site }: Happening): boolean =>
  since !== undefined && day >= since && sites.has(site.code);

function useComparable(): Comparable[] {
  const { lang } = useLang();
  const pulse = usePulse('score', 'site').data;
  const use = useUse().data?.utilisation;
  const measure = pulse?.measures.find(({ code }) => code === pulse.measure);
  const codes = (lines: readonly { code: string }[]) => new Set(lines.map(({ code }) => code));
  const found: Comparable[] = [];
  if (pulse && measure) {
    found.push({
      source: 'pulse',
      code: measure.code,
      name: pick(measure, 'name', lang),
      unit: measure.unit,
      sites: codes(pulse.lines),
      since: pulse.waves[0]?.opens_on,
    });
  }
  if (use) {
    found.push({
      source: 'use',
      code: use.indicator.code,
      name: pick(use.indicator, 'name', lang),
      unit: 'per_thousand',
      sites: codes(use.lines),
      since: use.lines[0]?.points[0]?.start,
    });
  }
  return found;
}

function FollowedOne({ flag, of }: { flag: Happening; of: readonly Comparable[] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const [name, site] = [pick(flag, 'name', lang), pick(flag.site, 'name', lang)];
  return (
    <li>
      {name.includes(site) ? t('followed.named', { name }) : t('followed', { name, site })}
      {of.map(({ source, code, name: what, unit }) => (
        <p key={source}>
          <Link href={addressOf({ source, code, split: 'site', site: flag.site.code })}>
            {what}
          </Link>
          {t('followed.of')}
          <Verdict source={source} code={code} site={flag.site.code} day={flag.day} unit={unit} />
        </p>
      ))}
    </li>
  );
}
