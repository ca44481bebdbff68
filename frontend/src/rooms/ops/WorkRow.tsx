import { useLocation, useSearch } from 'wouter';
import { type Family, useWorkload, type WorkloadLine } from '../../api/figures';
import { type Lang, pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import type { Reading } from '../../ui/chart/data';
import { Empty } from '../../ui/Empty';
import { SelectField } from '../../ui/Field';
import { addressOf } from '../../ui/figures/address';
import { workloadNote } from '../../ui/figures/notes';
import { type Unit, writer } from '../../ui/figures/numbers';
import { Spark } from '../../ui/figures/Spark';
import { useFigureWords } from '../../ui/figures/sentences';
import { type Figures, figuresOfWorkload, lastSaid, lately } from '../../ui/figures/shape';
import { Loaded } from '../../ui/Loaded';
import { difference } from './difference';
import css from './ops.module.css';
import { Figure, Row } from './Row';
import { words } from './words';

const SHOWN: readonly Family[] = ['calls', 'handling_seconds', 'abandonment', 'occupancy'];
const MONTHS = 12;

/** What is asked of people: a site's own figures, month by month. */
export function WorkRow() {
  const t = useWords(words);
  const { lang } = useLang();
  const query = useWorkload('calls');
  const chosen = new URLSearchParams(useSearch()).get('site');
  const [, go] = useLocation();
  const choose = (site: string) => go(`${paths.ops}?site=${site}`, { replace: true });
  const lines = query.data?.lines ?? [];
  const line = lines.find((one) => one.site.code === chosen) ?? lines[0];
  const which = line && whichOf(line, lang);
  return (
    <Row
      title={t('work')}
      line={which ? t('work.line.of', which) : t('work.line')}
      control={line && lines.length > 1 ? <Sites {...{ lines, line, choose }} /> : null}
    >
      <Loaded query={query}>
        {() =>
          line ? (
            <div className={css.figures}>
              {SHOWN.map((family) => (
                <OneFamily key={family} family={family} site={line.site.code} />
              ))}
            </div>
          ) : (
            <Nothing />
          )
        }
      </Loaded>
    </Row>
  );
}

/** Of which site and month the row speaks; nothing while the site has no figure. */
function whichOf(line: WorkloadLine, lang: Lang): { site: string; month: string } | undefined {
  const figures = figuresOfWorkload([line], 'months', 'count', lang, () => undefined);
  const [series] = figures.series;
  const month = series && figures.periods[lastSaid(series)];
  return month ? { site: pick(line.site, 'name', lang), month } : undefined;
}

function Sites({
  lines,
  line,
  choose,
}: {
  lines: readonly WorkloadLine[];
  line: WorkloadLine;
  choose: (site: string) => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <SelectField
      label={t('work.site')}
      value={line.site.code}
      onChange={choose}
      options={lines.map(({ site }) => ({ value: site.code, label: pick(site, 'name', lang) }))}
    />
  );
}

function Nothing() {
  const t = useWords(words);
  const known = useKnown();
  return (
    <Empty
      action={
        known(paths.imports) ? (
          <LinkButton href={paths.imports} variant="light">
            {t('work.import')}
          </LinkButton>
        ) : null
      }
    >
      {t('work.empty')}
    </Empty>
  );
}

function OneFamily({ family, site }: { family: Family; site: string }) {
  const { t, lang } = useFigureWords();
  const query = useWorkload(family);
  const closer = addressOf({ source: 'work', code: family, site });
  return (
    <Loaded query={query}>
      {({ lines, unit }) => {
        const mine = lines.filter((line) => line.site.code === site);
        const all = figuresOfWorkload(mine, 'months', unit, lang, workloadNote(t, lang));
        const figures = lately(all, MONTHS);
        const [series] = figures.series;
        return (
          <Figure
            name={t(`family.${family}`)}
            value={latestValue(figures, unit, lang)}
            closer={closer}
          >
            <Since figures={figures} unit={unit} />
            {series ? <Spark series={series} /> : null}
          </Figure>
        );
      }}
    </Loaded>
  );
}

/** The figure itself; 0 where there was nothing, undefined where it is hidden or missing. */
const exact = (reading: Reading | undefined): number | undefined =>
  reading?.kind === 'value' ? reading.value : reading?.kind === 'zero' ? 0 : undefined;

function latestValue(figures: Figures, unit: Unit, lang: 'en' | 'zh-Hans'): string {
  const [series] = figures.series;
  const value = series && exact(series.readings[lastSaid(series)]);
  return value === undefined ? '–' : writer(unit, lang)(value);
}

/** The latest month and how far it lies from the one before: exact figures need no interval. */
function Since({ figures, unit }: { figures: Figures; unit: Unit }) {
  const t = useWords(words);
  const { lang } = useLang();
  const [series] = figures.series;
  const at = series ? lastSaid(series) : -1;
  const reading = series?.readings[at];
  const [now, then] = [exact(reading), exact(series?.readings[at - 1])];
  const before = figures.periods[at - 1] ?? '';
  const said = () => {
    if (now === undefined) return reading?.note ?? t('work.none');
    if (then === undefined) return reading?.note ?? '';
    const { change, points } = difference(now, then, unit, lang);
    if (change === null) return t('work.same', { before });
    return t(points ? 'work.points' : 'work.change', { change, before });
  };
  return (
    <p className={css.since}>
      <span>{figures.periods[at]}</span> <span>{said()}</span>
    </p>
  );
}
