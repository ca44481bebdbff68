import { type RefObject, useState } from 'react';
import { Link } from 'wouter';
import { type Family, useHappenings, useWorkload } from '../../api/figures';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import type { Stretch } from '../../ui/chart/along';
import { BandChart } from '../../ui/chart/BandChart';
import type { ActionFlag, Looking } from '../../ui/chart/data';
import { download } from '../../ui/chart/download';
import { isByKind, isBySite, type View } from '../../ui/figures/address';
import { wholeMonths } from '../../ui/figures/dates';
import { fileName, fileOf } from '../../ui/figures/file';
import { IntervalRows, roomFor } from '../../ui/figures/IntervalRows';
import { workloadNote } from '../../ui/figures/notes';
import { tickWriter, writer } from '../../ui/figures/numbers';
import { caption, inARow, useFigureWords } from '../../ui/figures/sentences';
import { type Figures, figuresOfWorkload, latestSaid, within } from '../../ui/figures/shape';
import { Loaded } from '../../ui/Loaded';
import { Around, Closer, ToSites } from './Around';
import css from './explore.module.css';
import { flagsOf } from './flags';
import { beginAt, type Seen, seenOf } from './kept';
import { words } from './words';

/** A figure over time; below it, if wanted, what was asked of people in the same months. */
export function Trend({
  view,
  seen,
  title,
  figures,
  domain,
  foot,
}: {
  view: View;
  seen: RefObject<Seen>;
  title: string;
  figures: Figures;
  domain?: readonly [number, number];
  /** What this figure costs and from how many people on it is shown. */
  foot: readonly string[];
}) {
  const { t, lang } = useFigureWords();
  const below = useBelow(view, figures);
  const place = view.site || (view.below ? below.line?.site.code : undefined);
  const { shown, name } = alone(figures, title, place, view);
  const [looking, look] = useState(() => beginAt(seen.current, shown));
  const extent = extentOf(figures.times, isByDay(view));
  const summary = caption(shown, view.source, t, lang);
  const places = isBySite(view) ? shown.series.map((line) => line.id) : undefined;
  const flags = flagsOf(useHappenings(), shown.times, extent, lang, places);
  const note = inARow([summary, ...foot], lang);
  const save = () => {
    const parts = [view.code, view.source === 'pulse' ? view.split : '', view.site];
    download(fileName(parts, lang), fileOf(shown, { name, note, flags }, t));
  };
  const told = (next: Looking) => {
    seen.current = { ...seen.current, ...seenOf(next, shown, flags) };
    look(next);
  };
  const byKind = isByKind(view);
  return (
    <>
      <BandChart
        title={name}
        lead={
          byKind ? (
            <OfKinds of={shown} />
          ) : (
            <BeforeAndAfter {...{ view, place, places, flags }} of={shown} />
          )
        }
        summary={summary}
        periods={shown.periods}
        times={shown.times}
        extent={extent}
        series={shown.series}
        domain={domain}
        format={writer(shown.unit, lang)}
        tick={tickWriter(shown.unit, lang)}
        aligned={view.below !== ''}
        begin={looking}
        onLook={told}
        drawing={
          byKind ? <IntervalRows figures={shown} domain={roomFor(shown)} order="size" wide /> : null
        }
        actions={byKind ? [] : flags}
        onDownload={save}
      />
      {view.below ? (
        <Below
          family={view.below}
          below={below}
          byDay={isByDay(view)}
          extent={extent}
          mark={middle(shown.times, looking.cursor?.period)}
        />
      ) : null}
      <Foot view={view} said={foot} />
    </>
  );
}

/** What stood before and after what happened: of the one place shown, else where it can be seen. */
function BeforeAndAfter({
  view,
  of,
  place,
  places,
  flags,
}: {
  view: View;
  of: Figures;
  place: string | undefined;
  places: readonly string[] | undefined;
  flags: readonly ActionFlag[];
}) {
  const { source, code } = view;
  if (source === 'work') return null;
  if (flags.length === 0) return null;
  if (!places) return <ToSites view={view} />;
  if (!place || places.length !== 1 || places[0] !== place) {
    return <Closer view={view} source={source} flags={flags} of={of} />;
  }
  return <Around source={source} code={code} site={place} flags={flags} unit={of.unit} />;
}

/** Kinds are compared with each other within the latest year. */
function OfKinds({ of: figures }: { of: Figures }) {
  const t = useWords(words);
  const period = figures.periods[latestSaid(figures)];
  return period ? <p className={css.around}>{t('kinds', { period })}</p> : null;
}

const isByDay = (view: View): boolean => view.source === 'work' && view.site !== '';

/**
 * Only the place asked for or whose workload stands below, where there is a line for it. The title
 * says whom the chart shows where that is not everybody, and always above another one.
 */
function alone(figures: Figures, title: string, site: string | undefined, view: View) {
  const line = figures.series.find((one) => one.id === site);
  const shown = line ? { ...figures, series: [line] } : figures;
  const only = shown.series.length === 1 ? shown.series[0] : undefined;
  const isNamed = view.source === 'work' && view.site !== '';
  const whom = line?.label ?? (view.below && view.source === 'use' ? only?.label : undefined);
  return { shown, name: whom && !isNamed ? `${title} · ${whom}` : title };
}

/** The workload asked for below, of the chosen site, else of the first that has a line above as well. */
function useBelow(view: View, above: Figures) {
  const query = useWorkload(view.below || null, isByDay(view) ? view.site : undefined);
  const lines = query.data?.lines ?? [];
  const wanted = [view.site, ...above.series.map(({ id }) => id)];
  const line = wanted.flatMap((code) => lines.find(({ site }) => site.code === code) ?? [])[0];
  return { query, line: line ?? lines[0] };
}

const NONE: Stretch = [0, 1];

/** Whole months, so that what is drawn below fits; days keep to themselves. */
function extentOf(times: readonly Stretch[], byDay: boolean): Stretch {
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return NONE;
  return byDay ? [first[0], last[1]] : (wholeMonths(times) ?? NONE);
}

function middle(times: readonly Stretch[], period: number | undefined): number | null {
  const time = period === undefined ? undefined : times[period];
  return time ? (time[0] + time[1]) / 2 : null;
}

/** One site's workload in the same time. */
function Below({
  family,
  below: { query, line },
  byDay,
  extent,
  mark,
}: {
  family: Family;
  below: ReturnType<typeof useBelow>;
  byDay: boolean;
  extent: Stretch;
  mark: number | null;
}) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const happenings = useHappenings();
  return (
    <Loaded query={query}>
      {({ unit }) => {
        const by = byDay ? 'days' : 'months';
        const lines = line ? [line] : [];
        const all = figuresOfWorkload(lines, by, unit, lang, workloadNote(t, lang));
        const figures = within(all, extent);
        if (!line || figures.times.length === 0) return <p>{own('below.none.here')}</p>;
        const title = own('below.title', {
          family: t(`family.${family}`),
          site: pick(line.site, 'name', lang),
        });
        const summary = caption(figures, 'work', t, lang);
        const flags = flagsOf(happenings, figures.times, extent, lang, [line.site.code]);
        const save = () =>
          download(
            fileName([family, line.site.code], lang),
            fileOf(figures, { name: title, note: summary, flags }, t),
          );
        return (
          <BandChart
            level={3}
            title={title}
            summary={summary}
            actions={flags}
            periods={figures.periods}
            times={figures.times}
            extent={extent}
            mark={mark}
            series={figures.series}
            format={writer(unit, lang)}
            tick={tickWriter(unit, lang)}
            aligned
            onDownload={save}
          />
        );
      }}
    </Loaded>
  );
}

function Foot({ view, said }: { view: View; said: readonly string[] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const known = useKnown();
  return (
    <p className={css.foot}>
      {inARow(said, lang)}{' '}
      {known(paths.dictionary) ? (
        <Link href={`${paths.dictionary}#${view.code}`}>{t('foot.dictionary')}</Link>
      ) : null}{' '}
      {view.source === 'use' && known(paths.dictionary) ? (
        <Link href={`${paths.dictionary}#budget`}>{t('foot.budget')}</Link>
      ) : null}
    </p>
  );
}
