import { useId } from 'react';
import { type Along, byDate, evenly, labelled, nearestPeriod, type Stretch } from './along';
import css from './BandChart.module.css';
import { type ActionFlag, type Cursor, type Series, spread } from './data';
import { Behind, type Drawn, Flags, Hatch, Line, Marker, Nothings } from './marks';
import { linear, type Scale, ticks, widened } from './scale';

const TOP = 28;
const LEFT = 44;
const ROW = 12;
const LABEL_HEIGHT = 18;
/** Below this width a period has no room for a marker of its own. */
const MARKER_ROOM = 13;

/** Rough width of a label in pixels: Han characters are twice as wide. */
export const textWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2E7F' ? 14 : 7.5), 0);

/** With several lines, a hidden or zero period is marked below the axis, a strip for each line. */
const needsStrip = (one: Series): boolean =>
  one.readings.some((reading) => reading.kind === 'suppressed' || reading.kind === 'zero');

export interface PanelProps {
  series: readonly Series[];
  /** Lines drawn thin and grey behind, to compare with. */
  behind: readonly Series[];
  /** Index of the first series, for the cursor; its colour and dash follow the place in the panel. */
  first: number;
  periods: readonly string[];
  /** The dates of the periods and the time the axis spans; without them all are equally wide. */
  times?: readonly Stretch[];
  extent?: Stretch;
  /** A moment marked from outside, for example where the cursor of another chart stands. */
  mark?: number | null;
  domain: readonly [number, number];
  /** How numbers are written along the axis. */
  tick: (value: number) => string;
  actions: readonly ActionFlag[];
  cursor: Cursor | null;
  onPoint: (cursor: Cursor) => void;
  width: number;
  height: number;
  /** Room for the series' names at the ends of their lines; 0 writes none. */
  names: number;
}

/** One drawing: axes, bands, lines, hatches, flags. Everything it shows stands in the table too. */
export function Panel(props: PanelProps) {
  const { series, first, periods, domain, actions, cursor, width, height, names } = props;
  const hatch = useId();
  const strips = series.length > 1 ? series.filter(needsStrip) : [];
  const right = Math.max(width - Math.max(names, 12), LEFT + 1); // a hidden page has no width
  const bottom = height - 28 - strips.length * ROW;
  const x =
    props.times && props.extent
      ? byDate(props.times, props.extent, LEFT, right)
      : evenly(periods.length, LEFT, right);
  const y = linear(widened(domain), [bottom, TOP]);
  const crowded = (right - LEFT) / Math.max(periods.length, 1) < MARKER_ROOM;
  const drawn: Drawn[] = series.map((one, place) => ({ series: one, place }));
  const at = cursor ? x.centre(cursor.period) : props.mark == null ? null : x.moment(props.mark);
  const locate = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    props.onPoint(nearest(event.clientX - box.left, event.clientY - box.top));
  };
  const nearest = (px: number, py: number): Cursor => {
    const within = nearestPeriod(x, periods.length, px);
    const distance = (one: Series) => {
      const reading = one.readings[within];
      return reading?.kind === 'value' ? Math.abs(y(reading.value) - py) : Number.MAX_VALUE;
    };
    const closest = series.reduce((best, one, i) => {
      const holder = series[best];
      return holder && distance(one) < distance(holder) ? i : best;
    }, 0);
    return { series: first + closest, period: within };
  };
  return (
    <svg
      className={css.panel}
      width={width}
      height={height}
      aria-hidden="true"
      onPointerMove={locate}
      onPointerDown={locate}
    >
      <Hatch id={hatch} />
      <Axes {...props} x={x} y={y} bottom={bottom} end={right} />
      {drawn.map((one) => (
        <Nothings
          key={one.series.id}
          drawn={one}
          x={x}
          hatch={hatch}
          top={TOP}
          bottom={bottom}
          strip={series.length > 1 ? bottom + 4 + strips.indexOf(one.series) * ROW : null}
        />
      ))}
      {props.behind.map((one) => (
        <Behind key={one.id} series={one} x={x} y={y} />
      ))}
      {drawn.map((one) => (
        <Line key={one.series.id} drawn={one} x={x} y={y} quiet={crowded} />
      ))}
      <Flags actions={actions} x={x} bottom={bottom} right={right} />
      {at === null ? null : <line className={css.cursor} x1={at} x2={at} y1={TOP} y2={bottom} />}
      <Ring {...props} x={x} y={y} />
      {names > 0 ? <Names series={series} y={y} bottom={bottom} at={right + 8} /> : null}
    </svg>
  );
}

interface Scales {
  x: Along;
  y: Scale;
}

function Axes({
  periods,
  tick: write,
  x,
  y,
  bottom,
  end,
  height,
}: PanelProps & Scales & { bottom: number; end: number }) {
  const labels = labelled(x, periods.map(textWidth), end + 12);
  return (
    <g>
      {ticks(y.domain).map((tick) => (
        <g key={tick}>
          <line className={css.grid} x1={LEFT} x2={end} y1={y(tick)} y2={y(tick)} />
          <text className={css.tick} x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {write(tick)}
          </text>
        </g>
      ))}
      <line className={css.axis} x1={LEFT} x2={end} y1={bottom} y2={bottom} />
      {labels.map((label) => (
        <text
          key={label.period}
          className={css.tick}
          x={label.x}
          y={height - 8}
          textAnchor="middle"
        >
          {periods[label.period]}
        </text>
      ))}
    </g>
  );
}

function Ring({ series, first, cursor, x, y }: PanelProps & Scales) {
  const reading = cursor && series[cursor.series - first]?.readings[cursor.period];
  if (reading?.kind !== 'value') return null;
  return (
    <circle className={css.ring} cx={x.centre(cursor?.period ?? 0)} cy={y(reading.value)} r={8} />
  );
}

function Names({
  series,
  y,
  bottom,
  at,
}: {
  series: readonly Series[];
  y: Scales['y'];
  bottom: number;
  at: number;
}) {
  const wanted = series.map((one) => {
    const last = one.readings.findLast((reading) => reading.kind === 'value');
    return last?.kind === 'value' ? y(last.value) : bottom;
  });
  const heights = spread(wanted, LABEL_HEIGHT, bottom);
  return series.map((one, place) => (
    <g key={one.id} data-place={place + 1} className={css.series}>
      <Marker place={place} x={at} y={heights[place] ?? 0} />
      <text className={css.name} x={at + 10} y={heights[place]} dy="0.32em">
        {one.label}
      </text>
    </g>
  ));
}
