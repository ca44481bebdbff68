import { useId, useRef } from 'react';
import { useWidth } from '../../lib/device';
import { ABSENT, hasInterval, type Reading } from '../chart/data';
import { Hatch } from '../chart/marks';
import { useReadingWords } from '../chart/saying';
import { linear, widened } from '../chart/scale';
import { Change } from './Change';
import css from './figures.module.css';
import { writer } from './numbers';
import { inOrder, type Order } from './order';
import { before, ends, inARow, useFigureWords } from './sentences';
import { type FigureLine, type Figures, lastSaid, latestSaid } from './shape';

type Domain = readonly [number, number];

const isShown = (line: FigureLine): boolean => line.readings[lastSaid(line)]?.kind !== 'suppressed';

/**
 * The figure of the latest period of every line that has one, as a point with its interval, one below
 * another on a common scale, in an order that is said. A line that has ended is only named.
 */
export function IntervalRows({
  figures,
  domain,
  order,
  wide,
}: {
  figures: Figures;
  domain: Domain;
  order: Order;
  /** The whole width of a page: then everything of a line stands beside it. */
  wide?: boolean;
}) {
  const { t, lang } = useFigureWords();
  const write = writer(figures.unit, lang);
  const latest = latestSaid(figures);
  const current = inOrder(figures, order).filter((line) => lastSaid(line) === latest);
  const over = ends(
    { ...figures, series: figures.series.filter((line) => lastSaid(line) < latest) },
    t,
    lang,
  );
  if (latest === -1) return <p>{t('said.nothing')}</p>;
  return (
    <div className={css.intervals} data-wide={wide || undefined}>
      {current.filter(isShown).length > 1 ? (
        <p className={css.order}>{inARow([t(`order.${order}`), t('order.overlap')], lang)}</p>
      ) : null}
      <ul className={css.rows}>
        {current.map((line) => (
          <Row
            key={line.id}
            line={line}
            before={before(figures, line)}
            write={write}
            domain={domain}
          />
        ))}
      </ul>
      <p className={css.scale} aria-hidden="true">
        <span>{write(domain[0])}</span>
        <span>{write(domain[1])}</span>
      </p>
      {over ? <p className={css.rowNote}>{over}</p> : null}
    </div>
  );
}

function Row({
  line,
  before: earlier,
  write,
  domain,
}: {
  line: FigureLine;
  before: string | undefined;
  write: (value: number) => string;
  domain: Domain;
}) {
  const say = useReadingWords(write);
  const reading = line.readings[lastSaid(line)] ?? ABSENT;
  const { note, ...bare } = reading;
  const shown = hasInterval(reading);
  return (
    <li className={css.row}>
      <span className={css.rowName}>{line.label}</span>
      <Track reading={reading} domain={domain} />
      <span className={css.rowSaid}>{say(shown ? bare : reading)}</span>
      <span className={css.rowNote}>{shown ? note : null}</span>
      {line.verdict === null || !shown || earlier === undefined ? null : (
        <Change verdict={line.verdict} before={earlier} />
      )}
    </li>
  );
}

const HEIGHT = 20;
const EDGE = 6;

/** The interval on its scale; hatched where the figure is hidden. */
function Track({ reading, domain }: { reading: Reading; domain: Domain }) {
  const box = useRef<HTMLSpanElement>(null);
  const hatch = useId();
  const width = useWidth(box);
  const x = linear(domain, [EDGE, width - EDGE]);
  const middle = HEIGHT / 2;
  return (
    <span ref={box} className={css.track}>
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <Hatch id={hatch} />
        <line className={css.ground} x1={EDGE} x2={width - EDGE} y1={middle} y2={middle} />
        {reading.kind === 'suppressed' ? (
          <rect fill={`url(#${hatch})`} width={width} y={4} height={HEIGHT - 8} />
        ) : null}
        {hasInterval(reading) ? (
          <rect
            className={css.interval}
            x={x(reading.low)}
            width={Math.max(2, x(reading.high) - x(reading.low))}
            y={3}
            height={HEIGHT - 6}
          />
        ) : null}
        {reading.kind === 'value' ? (
          <circle className={css.dot} cx={x(reading.value)} cy={middle} r={4} />
        ) : null}
      </svg>
    </span>
  );
}

/** A round scale from zero that holds every interval of the latest figures. */
export function roomFor(figures: Figures): Domain {
  const ends = figures.series.flatMap((line) => {
    const reading = line.readings[lastSaid(line)];
    return reading && hasInterval(reading) ? [reading.high] : [];
  });
  return widened([0, Math.max(1, ...ends)]);
}
