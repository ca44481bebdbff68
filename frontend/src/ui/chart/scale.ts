/** From figures to pixels, along a straight line. */
export interface Scale {
  (value: number): number;
  domain: readonly [number, number];
}

type Pair = readonly [number, number];

/** Maps `domain` onto `range`; what lies outside goes on beyond it. */
export function linear(domain: Pair, range: Pair): Scale {
  const [from, to] = domain;
  const factor = (range[1] - range[0]) / (to - from || 1);
  const scale = (value: number) => range[0] + (value - from) * factor;
  return Object.assign(scale, { domain });
}

/** 1, 2 or 5 times a power of ten, whichever comes nearest to filling a span with `count` steps. */
function roundStep(span: number, count: number): number {
  const raw = span / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  const near = (one: number) => Math.abs(Math.log(raw / power / one));
  const [step = 1] = [1, 2, 5, 10].sort((a, b) => near(a) - near(b));
  return step * power;
}

/** The domain widened to whole steps, so that an axis begins and ends with a number. */
export function widened([low, high]: Pair, count = 4): Pair {
  if (!(high > low)) return [low, low + 1];
  const step = roundStep(high - low, count);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/** Round numbers within a domain, about `count` of them. */
export function ticks([low, high]: Pair, count = 4): number[] {
  const step = roundStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Rounded, because 3 × 0.1 is not 0.3.
  return Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  );
}
