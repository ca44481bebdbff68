import { useId, useRef } from 'react';
import { useWidth } from '../../lib/device';
import { evenly } from '../chart/along';
import { rangeOf, type Series } from '../chart/data';
import { Hatch, Line, Nothings } from '../chart/marks';
import { linear } from '../chart/scale';
import css from './figures.module.css';

const HEIGHT = 48;
const EDGE = 5;

/** A trend without axes, beside a figure that is said in words. Hatch, gap and dots as in a chart. */
export function Spark({ series }: { series: Series }) {
  const box = useRef<HTMLDivElement>(null);
  const hatch = useId();
  const width = useWidth(box);
  const x = evenly(series.readings.length, 0, width);
  const y = linear(rangeOf([series]), [HEIGHT - EDGE, EDGE]);
  const drawn = { series, place: 0 };
  return (
    <div ref={box} className={css.spark}>
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <Hatch id={hatch} />
        <Nothings drawn={drawn} x={x} hatch={hatch} top={0} bottom={HEIGHT - EDGE} strip={null} />
        <line className={css.ground} x1={0} x2={width} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} />
        <Line drawn={drawn} x={x} y={y} quiet />
      </svg>
    </div>
  );
}
