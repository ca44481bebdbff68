import type { ActionFlag, Looking } from '../../ui/chart/data';
import type { Figures } from '../../ui/figures/shape';
import { periodAt } from './flags';

/** What a reader last looked at, so that another figure begins there: a moment and a line, or the table. */
export interface Seen {
  table: boolean;
  time: number | null;
  line: string;
}

export const NOTHING_SEEN: Seen = { table: false, time: null, line: '' };

/** Where a chart begins: at the same line, if it has it, and at the period nearest to the same moment. */
export function beginAt({ table, time, line }: Seen, { series, times }: Figures): Looking {
  if (time === null || times.length === 0) return { table, cursor: null };
  const at = series.findIndex((one) => one.id === line);
  return { table, cursor: { series: Math.max(at, 0), period: periodAt(times, time) } };
}

/** What is looked at, in words that hold for any figure: a flag at its very day, a period at its middle. */
export function seenOf(
  { table, cursor }: Looking,
  { series, times }: Figures,
  flags: readonly ActionFlag[],
): Partial<Seen> {
  const line = cursor && series[cursor.series]?.id;
  const [from, to] = (cursor && times[cursor.period]) ?? [];
  if (!line || from === undefined || to === undefined) return { table };
  const flag = flags.find(
    (one) => one.period === cursor.period && (one.of === undefined || one.of === line),
  );
  return { table, line, time: flag?.time ?? (from + to) / 2 };
}
