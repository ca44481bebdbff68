import { area, line } from 'd3-shape';
import type { Along } from './along';
import css from './BandChart.module.css';
import {
  type ActionFlag,
  hasInterval,
  isUncertain,
  type Reading,
  runs,
  type Series,
  spread,
} from './data';
import type { Scale } from './scale';

/** A series and its place in the panel, which decides colour, dash and marker. */
export interface Drawn {
  series: Series;
  place: number;
}

type Value = Extract<Reading, { kind: 'value' }>;

const isValue = (reading: Reading): reading is Value => reading.kind === 'value';

/** The 45° hatch that stands for "hidden: too few people". */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={id}
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className={css.hatchLine} x1="0" x2="0" y1="0" y2="8" />
      </pattern>
    </defs>
  );
}

/** Whether a point has nothing beside it that a line could lead to. */
const isAlone = (readings: readonly Reading[], at: number): boolean =>
  ![readings[at - 1], readings[at + 1]].some((beside) => beside?.kind === 'value');

/**
 * Band, line and markers of one series; broken wherever there is nothing to draw. A `quiet` line has
 * markers only at its end and where a point stands alone.
 */
export function Line({
  drawn,
  x,
  y,
  quiet,
}: {
  drawn: Drawn;
  x: Along;
  y: Scale;
  quiet?: boolean;
}) {
  const { readings } = drawn.series;
  const points = readings.map((reading, at) => ({ reading, at: x.centre(at) }));
  type Point = (typeof points)[number];
  const band = area<Point>()
    .defined((p) => isUncertain(p.reading))
    .x((p) => p.at)
    .y0((p) => (hasInterval(p.reading) ? y(p.reading.low) : 0))
    .y1((p) => (hasInterval(p.reading) ? y(p.reading.high) : 0));
  // An interval with nothing beside it has no width as a band.
  const last = readings.findLastIndex(isValue);
  const marked = (at: number) => !quiet || at === last || isAlone(readings, at);
  const alone = runs(readings, isUncertain).flatMap(([from, to]) => (from === to ? [from] : []));
  return (
    <g data-place={drawn.place + 1} className={css.series}>
      <path className={css.band} d={band(points) ?? undefined} />
      <path className={css.line} d={pathOf(readings, x, y)} />
      {alone.map((at) => {
        const reading = readings[at];
        if (!reading || !hasInterval(reading)) return null;
        const ends = { y1: y(reading.low), y2: y(reading.high) };
        const middle = x.centre(at);
        return <line key={at} className={css.whisker} x1={middle} x2={middle} {...ends} />;
      })}
      {points.map(({ reading, at }, period) =>
        isValue(reading) ? (
          marked(period) ? (
            <Marker key={at} place={drawn.place} x={at} y={y(reading.value)} />
          ) : null
        ) : reading.kind === 'range' ? (
          <Range key={at} x={at} from={y(reading.low)} to={y(reading.high)} />
        ) : null,
      )}
    </g>
  );
}

/** The line through the values, broken where there is none. */
function pathOf(readings: readonly Reading[], x: Along, y: Scale): string | undefined {
  const path = line<Reading>()
    .defined(isValue)
    .x((_, at) => x.centre(at))
    .y((reading) => (isValue(reading) ? y(reading.value) : 0));
  return path([...readings]) ?? undefined;
}

/** A line of another panel, thin and grey: something to compare with, nothing to read off. */
export function Behind({ series, x, y }: { series: Series; x: Along; y: Scale }) {
  return <path className={css.behind} d={pathOf(series.readings, x, y)} />;
}

/** Both ends and nothing between them: the data allow no single value here. */
function Range({ x, from, to }: { x: number; from: number; to: number }) {
  return (
    <path className={css.range} d={`M${x - 6} ${from}h12M${x} ${from}V${to}M${x - 6} ${to}h12`} />
  );
}

/** ● ■ ▲ ◆ : the second sign beside colour. */
export function Marker({ place, x, y }: { place: number; x: number; y: number }) {
  const shapes = [
    <circle key="dot" r={3.5} />,
    <rect key="square" x={-3.2} y={-3.2} width={6.4} height={6.4} />,
    <path key="triangle" d="M0 -4.4 L4 3 H-4 Z" />,
    <path key="diamond" d="M0 -4.8 L4.4 0 L0 4.8 L-4.4 0 Z" />,
  ];
  return (
    <g className={css.marker} transform={`translate(${x} ${y})`}>
      {shapes[place % shapes.length]}
    </g>
  );
}

/**
 * Where there is no value: hatch for hidden, a row of dots for zero; a gap, left empty, for not
 * collected. A panel with one series hatches its whole height, one with several has a strip for each.
 */
export function Nothings({
  drawn,
  x,
  hatch,
  top,
  bottom,
  strip,
}: {
  drawn: Drawn;
  x: Along;
  hatch: string;
  top: number;
  bottom: number;
  strip: number | null;
}) {
  const { readings } = drawn.series;
  const box = strip === null ? { y: top, height: bottom - top } : { y: strip, height: 8 };
  const dots = strip === null ? bottom : strip + 4;
  return (
    <g data-place={drawn.place + 1} className={css.series}>
      {runs(readings, (reading) => reading.kind === 'suppressed').map(([from, to]) => (
        <rect
          key={from}
          className={css.hatched}
          fill={`url(#${hatch})`}
          x={x.start(from)}
          width={x.end(to) - x.start(from)}
          {...box}
        />
      ))}
      {readings.map((reading, at) =>
        reading.kind === 'zero' ? (
          <circle key={x.centre(at)} className={css.zero} cx={x.centre(at)} cy={dots} r={3} />
        ) : null,
      )}
    </g>
  );
}

const FLAG_WIDTH = 22;

/** Actions as dashed lines with a number, set apart; what they were stands below the chart. */
export function Flags({
  actions,
  x,
  bottom,
  right,
}: {
  actions: readonly ActionFlag[];
  x: Along;
  bottom: number;
  right: number;
}) {
  const places = actions.map(
    (flag) => (flag.time === undefined ? null : x.moment(flag.time)) ?? x.centre(flag.period),
  );
  const numbers = spread(places, FLAG_WIDTH, right);
  return actions.map((flag, i) => {
    const [at = 0, number = 0] = [places[i], numbers[i]];
    return (
      <g key={flag.number} className={css.flag}>
        <path d={`M${number} 22L${at} 28V${bottom}`} />
        <circle cx={number} cy={12} r={10} />
        <text x={number} y={12} dy="0.34em" textAnchor="middle">
          {flag.number}
        </text>
      </g>
    );
  });
}
