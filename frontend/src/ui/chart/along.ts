/** First and last moment of a period, in milliseconds; the last one is where the next begins. */
export type Stretch = readonly [number, number];

/** Where each period lies from left to right, in pixels. */
export interface Along {
  centre: (period: number) => number;
  start: (period: number) => number;
  end: (period: number) => number;
  /** Where a moment lies; only charts with dates know. */
  moment: (time: number) => number | null;
}

/** Every period as wide as the next. */
export function evenly(count: number, from: number, to: number): Along {
  const step = (to - from) / Math.max(count, 1);
  return {
    centre: (period) => from + (period + 0.5) * step,
    start: (period) => from + period * step,
    end: (period) => from + (period + 1) * step,
    moment: () => null,
  };
}

/** Every period where its dates are on an axis of time; `extent` is shared by charts one below another. */
export function byDate(
  times: readonly Stretch[],
  extent: Stretch,
  from: number,
  to: number,
): Along {
  const scale = (to - from) / Math.max(extent[1] - extent[0], 1);
  const moment = (time: number) => from + (time - extent[0]) * scale;
  const start = (period: number) => moment(times[period]?.[0] ?? extent[0]);
  const end = (period: number) => moment(times[period]?.[1] ?? extent[0]);
  return { centre: (period) => (start(period) + end(period)) / 2, start, end, moment };
}

/** The period whose middle is nearest to a place. */
export function nearestPeriod(along: Along, count: number, place: number): number {
  const distance = (period: number) => Math.abs(along.centre(period) - place);
  let best = 0;
  for (let period = 1; period < count; period += 1) {
    if (distance(period) < distance(best)) best = period;
  }
  return best;
}

/** Which labels fit under an axis, and where: none overlaps the one before or leaves the drawing. */
export function labelled(
  along: Along,
  widths: readonly number[],
  right: number,
): { period: number; x: number }[] {
  const GAP = 12;
  // Evenly thinned first, so that an axis shows every third month and not whatever just fits.
  const step = widths.length > 1 ? along.centre(1) - along.centre(0) : right;
  const every = Math.max(1, Math.ceil((Math.max(...widths, 1) + GAP) / Math.max(step, 1)));
  let free = Number.NEGATIVE_INFINITY;
  return widths.flatMap((width, period) => {
    const x = Math.min(along.centre(period), right - width / 2);
    if (period % every !== 0 || x - width / 2 < free) return [];
    free = x + width / 2 + GAP;
    return [{ period, x }];
  });
}
