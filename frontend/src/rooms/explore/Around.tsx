import { Link } from 'wouter';
import { type UseAround, usePulse, useUseSeries } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import type { ActionFlag } from '../../ui/chart/data';
import { addressOf, type View } from '../../ui/figures/address';
import { signed, type Unit, writer } from '../../ui/figures/numbers';
import { inARow, type Source, useFigureWords } from '../../ui/figures/sentences';
import type { Figures } from '../../ui/figures/shape';
import { Verdict } from '../../ui/figures/Verdict';
import { Loaded } from '../../ui/Loaded';
import css from './explore.module.css';
import { words } from './words';

type Compares = Exclude<Source, 'work'>;

interface Compared {
  /** Code of the measure or indicator. */
  code: string;
  site: string;
  unit: Unit;
}

/** With every site shown: what changed where something happened, and more of it one press away. */
export function Closer({
  view,
  source,
  flags,
  of,
}: {
  view: View;
  source: Compares;
  flags: readonly ActionFlag[];
  of: Figures;
}) {
  const places = new Map(of.series.map((line) => [line.id, line.label]));
  const there = flags.filter((flag) => flag.of && places.has(flag.of));
  if (there.length === 0) return null;
  return (
    <ul className={css.closer}>
      {there.map((flag) => (
        <CloserTo
          key={flag.number}
          {...{ view, flag, source }}
          site={flag.of ?? ''}
          name={places.get(flag.of ?? '') ?? ''}
          unit={of.unit}
        />
      ))}
    </ul>
  );
}

function CloserTo({
  view,
  source,
  flag,
  site,
  name,
  unit,
}: {
  view: View;
  source: Compares;
  flag: ActionFlag;
  site: string;
  name: string;
  unit: Unit;
}) {
  const t = useWords(words);
  const see = flag.label.includes(name)
    ? t('around.see.named', nameOf(flag))
    : t('around.see', { ...nameOf(flag), site: name });
  return (
    <li>
      <Link href={addressOf({ ...view, site })}>{see}</Link>{' '}
      <Verdict source={source} code={view.code} site={site} day={dayOf(flag)} unit={unit} />
    </li>
  );
}

/** With a figure that is not divided by site: where before and after is told. */
export function ToSites({ view }: { view: View }) {
  const t = useWords(words);
  const sites = view.source === 'use' ? { code: 'utilisation' } : { split: 'site' as const };
  return (
    <p className={css.toSites}>
      <Link href={addressOf({ ...view, ...sites, site: '' })}>{t('around.sites')}</Link>
    </p>
  );
}

type OfFlag = Compared & { flag: ActionFlag };

/** What stood before each flag of a site against what stands after it, a sentence or two each. */
export function Around({
  source,
  flags,
  ...compared
}: Compared & { source: Compares; flags: readonly ActionFlag[] }) {
  const One = source === 'use' ? OfUse : OfPulse;
  return flags.map((flag) => <One key={flag.number} flag={flag} {...compared} />);
}

const dayOf = (flag: ActionFlag): string => new Date(flag.time ?? 0).toISOString().slice(0, 10);

const nameOf = ({ number, label }: ActionFlag) => ({ number, label });

function OfPulse({ code, site, unit, flag }: OfFlag) {
  const t = useWords(words);
  const { lang } = useFigureWords();
  const query = usePulse(code, 'site', dayOf(flag));
  const [write, move] = [writer(unit, lang), signed(lang)];
  return (
    <Loaded query={query}>
      {({ lines }) => {
        const found = lines.find((line) => line.code === site)?.around;
        if (!found) return <p className={css.around}>{t('around.none', nameOf(flag))}</p>;
        const compared = t('around', {
          ...nameOf(flag),
          before: write(found.before),
          after: write(found.after),
          earlier: found.waves_before,
          later: found.waves_after,
          change: move(found.change),
          low: move(found.low),
          high: move(found.high),
        });
        const limits = [
          found.verdict === 'cannot_tell' ? '' : t('around.cause'),
          unit === 'percent' ? t('around.compete') : '', // a driver's share of ticks
        ];
        return (
          <p className={css.around}>
            {inARow([compared, t(`around.${found.verdict}`), ...limits], lang)}
          </p>
        );
      }}
    </Loaded>
  );
}

function OfUse({ code, site, unit, flag }: OfFlag) {
  const query = useUseSeries(code, dayOf(flag));
  return (
    <Loaded query={query}>
      {({ lines }) => {
        const found = lines.find((line) => line.code === site)?.around;
        return found ? <SaidOfUse found={found} unit={unit} flag={flag} /> : null;
      }}
    </Loaded>
  );
}

type Limits = Record<'change' | 'low' | 'high', number | null>;

function SaidOfUse({ found, unit, flag }: { found: UseAround; unit: Unit; flag: ActionFlag }) {
  const t = useWords(words);
  const { lang } = useFigureWords();
  const [write, move] = [writer(unit, lang), signed(lang)];
  const { verdict, elsewhere } = found;
  const sides = {
    ...nameOf(flag),
    earlier: found.periods_before,
    later: found.periods_after,
  };
  const limits = ({ change, low, high }: Limits) => ({
    change: move(change ?? 0),
    low: move(low ?? 0),
    high: move(high ?? 0),
  });
  const smallest = { smallest: write(found.smallest ?? 0) };
  const compared = () => ({
    ...sides,
    ...limits(found),
    before: write(found.before ?? 0),
    after: write(found.after ?? 0),
  });
  const said =
    verdict === 'too_early'
      ? [t('around.early', sides), found.smallest ? t('around.early.smallest', smallest) : '']
      : [
          t('around.use', compared()),
          t(`around.${verdict}`),
          ...(verdict === 'cannot_tell' ? [t('around.smallest', smallest), t('around.why')] : []),
          elsewhere ? t('around.elsewhere', limits(elsewhere)) : '',
        ];
  return <p className={css.around}>{inARow(said, lang)}</p>;
}
