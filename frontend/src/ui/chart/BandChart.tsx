import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useWidth } from '../../lib/device';
import { useWords } from '../../lib/i18n';
import { Button } from '../Button';
import { common } from '../words';
import type { Stretch } from './along';
import css from './BandChart.module.css';
import { DataTable } from './DataTable';
import {
  ABSENT,
  type ActionFlag,
  type Cursor,
  concerns,
  FIRST_LOOK,
  isUncertain,
  LINES_ALIGNED,
  LINES_PER_PANEL,
  type Looking,
  moved,
  rangeOf,
  type Series,
} from './data';
import { Panel, textWidth } from './Panel';
import { type Saying, useNumbers, useReadingWords } from './saying';

export interface BandChartProps {
  /** What is shown, in a few words; also the accessible name. */
  title: string;
  /** Level of the title among the headings of the page. */
  level?: 2 | 3;
  /** What the figures answer, under the title. */
  lead?: ReactNode;
  /** One sentence that says what the figures can and cannot tell. */
  summary: string;
  /** Labels of the periods in the language in use; each occurs once. */
  periods: readonly string[];
  series: readonly Series[];
  /** The axis, where it is fixed (0–100 for an index); otherwise it holds every interval. */
  domain?: readonly [number, number];
  format?: (value: number) => string;
  /** How numbers are written along the axis, where that is shorter. */
  tick?: (value: number) => string;
  /** The dates of the periods, and the time the axis spans: charts one below another share it. */
  times?: readonly Stretch[];
  extent?: Stretch;
  /** Leaves the right edge free of names, so that charts one below another end at the same place. */
  aligned?: boolean;
  /** A moment marked here because the cursor of another chart stands there. */
  mark?: number | null;
  /** How the chart is first looked at, and what is told whenever that changes. */
  begin?: Looking;
  onLook?: (looking: Looking) => void;
  /** Drawn instead of a trend, where there is none to draw; the table and the file stay the same. */
  drawing?: ReactNode;
  actions?: readonly ActionFlag[];
  /** Offers the figures as a file; `toCsv` in data.ts makes the text. */
  onDownload?: () => void;
}

/**
 * A trend with its uncertainty. Two lines share one drawing, more get a panel each on a common axis,
 * with the others calm behind. Keys: arrows, Home, End, `a` next action, `t` table. What the cursor is
 * on is said below.
 */
export function BandChart(props: BandChartProps) {
  const t = useWords(common);
  const say = useReadingWords(props.format);
  const [looking, setLooking] = useState(props.begin ?? FIRST_LOOK);
  const { table, cursor } = looking;
  const look = (next: Partial<Looking>) => {
    const all = { ...looking, ...next };
    setLooking(all);
    props.onLook?.(all);
  };
  const figure = useRef<HTMLElement>(null);
  const Heading = props.level === 3 ? 'h3' : 'h2';
  const toggle = () => {
    look({ table: !table });
    figure.current?.querySelector<HTMLElement>('[aria-pressed]')?.focus();
  };
  return (
    <figure ref={figure} className={css.chart}>
      <header className={css.head}>
        <Heading>{props.title}</Heading>
        <div className={css.tools}>
          <Button variant="subtle" aria-pressed={table} onClick={toggle}>
            {t('chart.table')}
          </Button>
          {props.onDownload ? (
            <Button variant="subtle" onClick={props.onDownload}>
              {t('chart.csv')}
            </Button>
          ) : null}
        </div>
      </header>
      {props.lead}
      {table ? (
        <DataTable {...props} period={t('chart.period')} say={say} />
      ) : (
        (props.drawing ?? (
          <Drawing
            {...props}
            cursor={cursor}
            setCursor={(next) => look({ cursor: next })}
            say={say}
            onTable={toggle}
          />
        ))
      )}
      <figcaption>{props.summary}</figcaption>
      <Actions actions={props.actions ?? []} />
    </figure>
  );
}

function Drawing({
  title,
  periods,
  series,
  domain,
  format,
  tick,
  times,
  extent,
  aligned = false,
  mark,
  actions = [],
  cursor,
  setCursor,
  say,
  onTable,
}: BandChartProps & {
  cursor: Cursor | null;
  setCursor: (cursor: Cursor) => void;
  say: Saying;
  onTable: () => void;
}) {
  const t = useWords(common);
  const write = useNumbers(format);
  const keys = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const panels = arrange(series, width, aligned);
  const range = useMemo(() => domain ?? rangeOf(series), [domain, series]);
  const press = (event: KeyboardEvent) => {
    if (event.key === 't') onTable();
    const size = { series: series.length, periods: periods.length };
    const next = moved(cursor ?? { series: 0, period: -1 }, event.key, size, actions);
    if (!next) return;
    event.preventDefault();
    setCursor(next);
  };
  return (
    <>
      {panels.keyed ? <Key series={series} /> : null}
      <div
        ref={box}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows move along the drawing
        tabIndex={0}
        className={css.drawing}
        aria-label={title}
        aria-describedby={keys}
        onKeyDown={press}
      >
        {panels.groups.map(({ first, members, label }) => (
          <div key={members[0]?.id}>
            {label ? <p className={css.panelName}>{label}</p> : null}
            <Panel
              series={members}
              behind={label ? series.filter((one) => !members.includes(one)) : []}
              first={first}
              periods={periods}
              times={times}
              extent={extent}
              mark={mark}
              domain={range}
              tick={tick ?? write}
              actions={actions.filter((flag) => concerns(flag, members))}
              cursor={cursor}
              onPoint={setCursor}
              width={panels.width}
              height={label ? 180 : 300}
              names={panels.names}
            />
          </div>
        ))}
      </div>
      <output className={css.readout}>
        {cursor ? <Readout {...{ series, periods, actions, cursor, say }} /> : null}
      </output>
      <p id={keys} className={css.keys}>
        {t('chart.keys')}
      </p>
      <Legend series={series} apart={panels.groups.length > 1} />
    </>
  );
}

function Readout({
  series,
  periods,
  actions,
  cursor,
  say,
}: {
  series: readonly Series[];
  periods: readonly string[];
  actions: readonly ActionFlag[];
  cursor: Cursor;
  say: Saying;
}) {
  const t = useWords(common);
  const one = series[cursor.series];
  if (!one) return null;
  const line = t('chart.series', {
    series: one.label,
    period: periods[cursor.period] ?? '',
    reading: say(one.readings[cursor.period] ?? ABSENT),
  });
  const here = actions.filter((flag) => flag.period === cursor.period && concerns(flag, [one]));
  return [
    line,
    ...here.map((flag) => t('chart.action', { number: flag.number, label: flag.label })),
  ].join(' · ');
}

const columnsIn = (width: number): number => (width >= 900 ? 3 : width >= 560 ? 2 : 1);

/** Which panels there are, how wide, and whether names fit at the ends of the lines. */
function arrange(series: readonly Series[], width: number, aligned: boolean) {
  if (series.length > (aligned ? LINES_ALIGNED : LINES_PER_PANEL)) {
    const across = columnsIn(width);
    const groups = series.map((one, first) => ({ first, members: [one], label: one.label }));
    return {
      groups,
      width: Math.floor((width - (across - 1) * 16) / across),
      names: 0,
      keyed: false,
    };
  }
  const widest = Math.max(0, ...series.map((one) => textWidth(one.label))) + 28;
  const names = series.length > 1 && !aligned && widest < width * 0.3 ? widest : 0;
  return {
    groups: [{ first: 0, members: series, label: '' }],
    width,
    names,
    keyed: series.length > 1 && names === 0,
  };
}

function Key({ series }: { series: readonly Series[] }) {
  return (
    <ul className={css.key}>
      {series.map((one, place) => (
        <li key={one.id} data-place={place + 1} className={css.series}>
          <svg width="36" height="12" aria-hidden="true">
            <line className={css.line} x1="0" x2="36" y1="6" y2="6" />
          </svg>
          {one.label}
        </li>
      ))}
    </ul>
  );
}

/** Only what occurs is explained. */
function Legend({ series, apart }: { series: readonly Series[]; apart: boolean }) {
  const t = useWords(common);
  const readings = series.flatMap((one) => one.readings);
  const kinds = new Set(readings.map((reading) => reading.kind));
  const shown = [
    readings.some(isUncertain) ? t('chart.legend.band') : '',
    kinds.has('range') ? t('chart.legend.range') : '',
    kinds.has('suppressed') ? t('chart.legend.suppressed') : '',
    kinds.has('zero') ? t('chart.legend.zero') : '',
    kinds.has('absent') ? t('chart.legend.absent') : '',
    kinds.has('pending') ? t('chart.legend.pending') : '',
    apart ? t('chart.legend.behind') : '',
  ].filter(Boolean);
  return <p className={css.legend}>{shown.join(' · ')}</p>;
}

function Actions({ actions }: { actions: readonly ActionFlag[] }) {
  const t = useWords(common);
  if (actions.length === 0) return null;
  return (
    <ul className={css.actions} aria-label={t('chart.actions')}>
      {actions.map((flag) => (
        <li key={flag.number}>
          <b>{flag.number}</b> {flag.label}
        </li>
      ))}
    </ul>
  );
}
