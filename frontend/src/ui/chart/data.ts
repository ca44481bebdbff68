/**
 * What one period says of one series: a value with its interval (an exact one is its own interval),
 * or only the interval where the data allow no more. Four kinds of nothing are kept apart everywhere:
 * a true zero, a figure hidden because few people stand behind it, a period that was not collected,
 * and one that is not published yet. `note` says more in words: how many answered, why it is hidden.
 */
export type Reading = (
  | { kind: 'value'; value: number; low: number; high: number }
  | { kind: 'range'; low: number; high: number }
  | { kind: 'zero' }
  | { kind: 'suppressed' }
  | { kind: 'absent' }
  | { kind: 'pending' }
) & { note?: string };

/** One line of a chart; `readings` has one entry for each period, in the same order. */
export interface Series {
  id: string;
  label: string;
  readings: readonly Reading[];
}

/**
 * An organisational action, flagged above the period (by index) in which it began; on an axis of time
 * at its very moment.
 */
export interface ActionFlag {
  number: number;
  period: number;
  label: string;
  time?: number;
  /** The series it belongs to; without one it belongs to all. */
  of?: string;
}

/** Whether an action is flagged beside these series. */
export const concerns = (flag: ActionFlag, series: readonly Series[]): boolean =>
  flag.of === undefined || series.some((one) => one.id === flag.of);

type WithInterval = Extract<Reading, { low: number }>;

export const hasInterval = (reading: Reading): reading is WithInterval =>
  reading.kind === 'value' || reading.kind === 'range';

/** Whether there is anything uncertain to shade. */
export const isUncertain = (reading: Reading): boolean =>
  hasInterval(reading) && reading.low < reading.high;

/** Where the cursor stands: indices into the series and the periods. */
export interface Cursor {
  series: number;
  period: number;
}

/** How a chart is looked at: where the cursor stands, and whether as a table. */
export interface Looking {
  cursor: Cursor | null;
  table: boolean;
}

export const FIRST_LOOK: Looking = { cursor: null, table: false };

export const ABSENT: Reading = { kind: 'absent' };

/** Beyond this many, each series gets a panel of its own: bands upon bands cannot be told apart. */
export const LINES_PER_PANEL = 2;
/** Where charts stand one below another, they keep their width as long as markers tell lines apart. */
export const LINES_ALIGNED = 4;

/** The next position for a key, or null when the key means nothing here. */
export function moved(
  cursor: Cursor,
  key: string,
  size: { series: number; periods: number },
  actions: readonly ActionFlag[],
): Cursor | null {
  const { series, period } = cursor;
  const clamp = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
  const nextAction = () =>
    actions.map((flag) => flag.period).find((at) => at > period) ?? actions[0]?.period ?? period;
  const moves: Record<string, () => Cursor> = {
    ArrowLeft: () => ({ series, period: clamp(period - 1, size.periods) }),
    ArrowRight: () => ({ series, period: clamp(period + 1, size.periods) }),
    ArrowUp: () => ({ series: clamp(series - 1, size.series), period }),
    ArrowDown: () => ({ series: clamp(series + 1, size.series), period }),
    Home: () => ({ series, period: 0 }),
    End: () => ({ series, period: size.periods - 1 }),
    a: () => ({ series, period: nextAction() }),
  };
  return moves[key]?.() ?? null;
}

/** Runs of neighbouring periods whose reading satisfies `test`, as [first, last] indices. */
export function runs(
  readings: readonly Reading[],
  test: (reading: Reading) => boolean,
): [number, number][] {
  const found: [number, number][] = [];
  readings.forEach((reading, at) => {
    if (!test(reading)) return;
    const last = found.at(-1);
    if (last && last[1] === at - 1) last[1] = at;
    else found.push([at, at]);
  });
  return found;
}

/** The range that holds every interval, from zero unless something lies below it. */
export function rangeOf(series: readonly Series[]): [number, number] {
  const values = series.flatMap((one) =>
    one.readings.flatMap((r) => (hasInterval(r) ? [r.low, r.high] : [])),
  );
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return high > low ? [low, high] : [0, 1];
}

/** Heights at least `gap` apart, as near as possible to where they were wanted. */
export function spread(wanted: readonly number[], gap: number, max: number): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let floor = Number.NEGATIVE_INFINITY;
  for (const item of order) {
    item.y = Math.max(item.y, floor);
    floor = item.y + gap;
  }
  let ceiling = max;
  for (const item of [...order].reverse()) {
    item.y = Math.min(item.y, ceiling);
    ceiling = item.y - gap;
  }
  return order.sort((a, b) => a.index - b.index).map((item) => item.y);
}

/** A cell that no spreadsheet takes for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as a file: a first row of headings, then rows of as many cells. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((row) => row.map((value) => cell(String(value))).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
