import { scaleLinear, scalePoint } from 'd3-scale';
import { useId } from 'react';
import css from './BandChart.module.css';
import { type ActionFlag, type Cursor, type Series, spread } from './data';
import { type Drawn, Flags, Hatch, Line, Marker, Nothings } from './marks';

const TOP = 28;
const LEFT = 44;
const ROW = 12;
const LABEL_HEIGHT = 18;

/** Rough width of a label in pixels: Han characters are twice as wide. */
export const textWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2E7F' ? 14 : 7.5), 0);

/** With several lines, a hidden or zero period is marked below the axis, a strip for each line. */
const needsStrip = (one: Series): boolean =>
  one.readings.some((reading) => reading.kind === 'suppressed' || reading.kind === 'zero');

export interface PanelProps {
  series: readonly Series[];
  /** Index of the first series, for the cursor; its colour and dash follow the place in the panel. */
  first: number;
  periods: readonly string[];
  domain: readonly [number, number];
  format: (value: number) => string;
  actions: readonly ActionFlag[];
  cursor: Cursor | null;
  onPoint: (cursor: Cursor) => void;
  width: number;
  height: number;
  /** Write the series' names at the ends of their lines. */
  named: boolean;
}

/** One drawing: axes, bands, lines, hatches, flags. Everything it shows stands in the table too. */
export function Panel(props: PanelProps) {
  const { series, first, periods, domain, actions, cursor, width, height, named } = props;
  const hatch = useId();
  const strips = series.length > 1 ? series.filter(needsStrip) : [];
  const right = named ? Math.max(...series.map((one) => textWidth(one.label))) + 28 : 12;
  const bottom = height - 28 - strips.length * ROW;
  const x = scalePoint<number>(
    periods.map((_, at) => at),
    [LEFT, width - right],
  ).padding(0.5);
  const y = scaleLinear([...domain], [bottom, TOP]).nice(4);
  const drawn: Drawn[] = series.map((one, place) => ({ series: one, place }));
  const at = cursor ? x(cursor.period) : undefined;
  const locate = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    props.onPoint(nearest(event.clientX - box.left, event.clientY - box.top));
  };
  const nearest = (px: number, py: number): Cursor => {
    const period = Math.round((px - LEFT - x.step() / 2) / (x.step() || 1));
    const within = Math.min(Math.max(period, 0), periods.length - 1);
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
      <Axes {...props} x={(i) => x(i) ?? 0} y={y} bottom={bottom} end={width - right} />
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
      {drawn.map((one) => (
        <Line key={one.series.id} drawn={one} x={x} y={y} />
      ))}
      <Flags actions={actions} x={x} bottom={bottom} />
      {at === undefined ? null : (
        <line className={css.cursor} x1={at} x2={at} y1={TOP} y2={bottom} />
      )}
      <Ring {...props} x={(i) => x(i) ?? 0} y={y} />
      {named ? <Names series={series} y={y} bottom={bottom} at={width - right + 8} /> : null}
    </svg>
  );
}

interface Scales {
  x: (period: number) => number;
  y: (value: number) => number;
}

function Axes({
  periods,
  format,
  x,
  y,
  bottom,
  end,
  height,
}: PanelProps & { x: Scales['x']; y: d3Linear; bottom: number; end: number }) {
  const room = (end - LEFT) / Math.max(periods.length, 1);
  const widest = Math.max(...periods.map(textWidth), 1);
  const every = Math.max(1, Math.ceil((widest + 12) / room));
  return (
    <g>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line className={css.grid} x1={LEFT} x2={end} y1={y(tick)} y2={y(tick)} />
          <text className={css.tick} x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      <line className={css.axis} x1={LEFT} x2={end} y1={bottom} y2={bottom} />
      {periods.map((period, at) =>
        at % every === 0 ? (
          <text key={period} className={css.tick} x={x(at)} y={height - 8} textAnchor="middle">
            {period}
          </text>
        ) : null,
      )}
    </g>
  );
}

type d3Linear = ReturnType<typeof scaleLinear<number, number>>;

function Ring({ series, first, cursor, x, y }: PanelProps & Scales) {
  const reading = cursor && series[cursor.series - first]?.readings[cursor.period];
  if (reading?.kind !== 'value') return null;
  return <circle className={css.ring} cx={x(cursor?.period ?? 0)} cy={y(reading.value)} r={8} />;
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
