import { usePulse } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import type { ActionFlag } from '../../ui/chart/data';
import { signed, type Unit, writer } from '../../ui/figures/numbers';
import { useFigureWords } from '../../ui/figures/sentences';
import { Loaded } from '../../ui/Loaded';
import css from './explore.module.css';
import { words } from './words';

interface Compared {
  measure: string;
  site: string;
  unit: Unit;
}

/** What stood before each flag of a site against what stands after it, a sentence each. */
export function Around({ flags, ...compared }: Compared & { flags: readonly ActionFlag[] }) {
  return flags.map((flag) => <One key={flag.number} flag={flag} {...compared} />);
}

function One({ measure, site, unit, flag }: Compared & { flag: ActionFlag }) {
  const t = useWords(words);
  const { lang } = useFigureWords();
  const day = new Date(flag.time ?? 0).toISOString().slice(0, 10);
  const query = usePulse(measure, 'site', day);
  const [write, move] = [writer(unit, lang), signed(lang)];
  return (
    <Loaded query={query}>
      {({ lines }) => {
        const found = lines.find((line) => line.code === site)?.around;
        const label = { number: flag.number, label: flag.label };
        if (!found) return <p className={css.around}>{t('around.none', label)}</p>;
        return (
          <p className={css.around}>
            {t('around', {
              ...label,
              before: write(found.before),
              after: write(found.after),
              earlier: found.waves_before,
              later: found.waves_after,
              change: move(found.change),
              low: move(found.low),
              high: move(found.high),
            })}{' '}
            {t(`around.${found.verdict}`)}
          </p>
        );
      }}
    </Loaded>
  );
}
