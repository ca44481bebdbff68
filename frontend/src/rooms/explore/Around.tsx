import { Link } from 'wouter';
import { type UseAround, usePulse, useUseSeries } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import type { ActionFlag } from '../../ui/chart/data';
import { addressOf, type View } from '../../ui/figures/address';
import { signed, type Unit, writer } from '../../ui/figures/numbers';
import { inARow, type Source, useFigureWords } from '../../ui/figures/sentences';
import type { Figures } from '../../ui/figures/shape';
import { Loaded } from '../../ui/Loaded';
import css from './explore.module.css';
import { words } from './words';

interface Compared {
  /** Code of the measure or indicator. */
  code: string;
  site: string;
  unit: Unit;
}

/** With every site shown: where something happened there is more to see, one press away. */
export function Closer({
  view,
  flags,
  of,
}: {
  view: View;
  flags: readonly ActionFlag[];
  of: Figures;
}) {
  const t = useWords(words);
  const places = new Map(of.series.map((line) => [line.id, line.label]));
  const there = flags.filter((flag) => flag.of && places.has(flag.of));
  if (there.length === 0) return null;
  return (
    <ul className={css.closer}>
      {there.map((flag) => (
        <li key={flag.number}>
          <Link href={addressOf({ ...view, site: flag.of ?? '' })}>
            {t('around.see', { ...nameOf(flag), site: places.get(flag.of ?? '') ?? '' })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

type OfFlag = Compared & { flag: ActionFlag };

/** What stood before each flag of a site against what stands after it, a sentence or two each. */
export function Around({
  source,
  flags,
  ...compared
}: Compared & { source: Exclude<Source, 'work'>; flags: readonly ActionFlag[] }) {
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
        return (
          <p className={css.around}>{inARow([compared, t(`around.${found.verdict}`)], lang)}</p>
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
