import type { RefObject } from 'react';
import { Link } from 'wouter';
import {
  FAMILIES,
  type Indicator,
  useIndicators,
  usePulse,
  useUseSeries,
  useWorkload,
  type Wave,
} from '../../api/figures';
import { pick, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { FIRST_VIEW, isBySite, type View } from '../../ui/figures/address';
import { onDate } from '../../ui/figures/dates';
import { pulseNote, workloadNote } from '../../ui/figures/notes';
import { useFigureWords } from '../../ui/figures/sentences';
import {
  type Figures,
  figuresOfPulse,
  figuresOfUse,
  figuresOfWorkload,
  lately,
} from '../../ui/figures/shape';
import { Loaded } from '../../ui/Loaded';
import type { Seen } from './kept';
import { Refused } from './Refused';
import { Trend } from './Trend';
import { words } from './words';

interface Showing {
  view: View;
  onChange: (next: Partial<View>) => void;
  /** What was looked at in the figure before; told anew by this one. */
  seen: RefObject<Seen>;
}

const DAYS = 92;
const INDEX = [0, 100] as const;
const PER_THOUSAND = new Set(['utilisation']);

const isEmpty = (figures: Figures): boolean =>
  figures.series.every((line) => line.readings.length === 0);

/** A figure of the year's programme, or why it is not in it. */
export function UseTrend(props: Showing) {
  const query = useIndicators();
  return (
    <Loaded query={query}>
      {(all) => {
        const indicator = all.find((one) => one.code === props.view.code);
        if (!indicator) return <Unknown {...props} />;
        return !indicator.in_programme ? (
          <NotCarried {...props} indicator={indicator} />
        ) : (
          <Carried {...props} />
        );
      }}
    </Loaded>
  );
}

/** A figure nobody knows: that, and what is shown first instead. */
function Unknown(props: Showing) {
  return (
    <>
      <Refused what="figure" />
      <Carried {...props} view={FIRST_VIEW} />
    </>
  );
}

function NotCarried({ indicator, onChange }: Showing & { indicator: Indicator }) {
  const t = useWords(words);
  const { lang } = useFigureWords();
  const known = useKnown();
  return (
    <Card tone="info" labelledBy="not-carried">
      <h2 id="not-carried">{t('not.title')}</h2>
      <p>{t('not.why', { name: pick(indicator, 'name', lang) })}</p>
      <p>{t('not.cost')}</p>
      {known(paths.dictionary) ? (
        <p>
          <Link href={`${paths.dictionary}#${indicator.code}`}>{t('not.dictionary')}</Link>
        </p>
      ) : null}
      <Button variant="light" onClick={() => onChange({ source: 'use', code: 'openings' })}>
        {t('not.instead')}
      </Button>
    </Card>
  );
}

function Carried({ view, seen }: Showing) {
  const t = useWords(words);
  const { lang } = useFigureWords();
  const query = useUseSeries(view.code);
  return (
    <Loaded query={query}>
      {(found) => {
        const unit = PER_THOUSAND.has(view.code) ? 'per_thousand' : 'count';
        const figures = figuresOfUse(found, lang, unit);
        const { least_heads: heads, next_due: due } = found;
        if (isEmpty(figures)) return <Empty>{t('empty')}</Empty>;
        return (
          <Trend
            view={view}
            seen={seen}
            title={pick(found.indicator, 'name', lang)}
            figures={figures}
            foot={[
              t('foot.use'),
              heads === null || !isBySite(view) ? '' : t('foot.heads', { n: heads }),
              due ? t('foot.next', { date: onDate(due, lang) }) : '',
            ]}
          />
        );
      }}
    </Loaded>
  );
}

/** A measure of the pulse over its waves. */
export function PulseTrend(props: Showing) {
  const everyone = usePulse('score', 'overall');
  return (
    <Loaded query={everyone}>
      {({ measures }) =>
        measures.some(({ code }) => code === props.view.code) ? (
          <Measure {...props} />
        ) : (
          <Unknown {...props} />
        )
      }
    </Loaded>
  );
}

/** Before the first wave is over: when the next one runs. */
function NoWave({ next }: { next: Wave | null }) {
  const t = useWords(words);
  const { lang } = useFigureWords();
  if (!next) return <Empty>{t('empty.pulse.none')}</Empty>;
  const dates = { from: onDate(next.opens_on, lang), to: onDate(next.closes_on, lang) };
  return <Empty>{t('empty.pulse', dates)}</Empty>;
}

function Measure(props: Showing) {
  const { view, seen } = props;
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const query = usePulse(view.code, view.split);
  return (
    <Loaded query={query}>
      {(found) => {
        const figures = figuresOfPulse(found, lang, pulseNote(t));
        const measure = found.measures.find((one) => one.code === found.measure);
        if (isEmpty(figures) || !measure) return <NoWave next={found.next_wave} />;
        const name = pick(measure, 'name', lang);
        if (view.split !== 'overall' && !found.splits.includes(view.split)) {
          return (
            <>
              <Refused what="cut" />
              <Measure {...props} view={{ ...view, split: 'overall', site: '' }} />
            </>
          );
        }
        return (
          <Trend
            view={view}
            seen={seen}
            title={own('both', { name, split: t(`split.${view.split}`) })}
            figures={figures}
            domain={measure.unit === 'points' ? INDEX : undefined}
            foot={[own('foot.pulse'), own('foot.compared', { n: found.compared })]}
          />
        );
      }}
    </Loaded>
  );
}

/** A family of workload: every site by month, or one site by day. */
export function WorkTrend(props: Showing) {
  const isKnown = FAMILIES.some((family) => family === props.view.code);
  return isKnown ? <OneFamily {...props} /> : <Unknown {...props} />;
}

function OneFamily({ view, seen }: Showing) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const { site } = view;
  const family = view.code as Parameters<typeof useWorkload>[0] & string;
  const query = useWorkload(family, site || undefined);
  return (
    <Loaded query={query}>
      {({ lines, unit }) => {
        const by = site ? 'days' : 'months';
        const all = figuresOfWorkload(lines, by, unit, lang, workloadNote(t, lang));
        const figures = site ? lately(all, DAYS) : all;
        if (isEmpty(figures)) return <Empty>{own('empty.work')}</Empty>;
        const name = t(`family.${family}`);
        const place = site && figures.series[0]?.label;
        return (
          <Trend
            view={view}
            seen={seen}
            title={place ? own('below.title', { family: name, site: place }) : name}
            figures={figures}
            foot={[own('foot.work')]}
          />
        );
      }}
    </Loaded>
  );
}
