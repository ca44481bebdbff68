import type { Lang, Say } from '../../lib/i18n';
import { ABSENT, type ActionFlag, type Reading, toCsv } from '../chart/data';
import { plain } from './dates';
import type { Figures } from './shape';
import type en from './words.en';

/** What a file says beside its figures. */
export interface About {
  /** What is measured, in words. */
  name: string;
  /** How the figures are made and what they can tell. */
  note: string;
  flags: readonly ActionFlag[];
}

const COLUMNS = [
  'what', 'group', 'period', 'unit', 'value', 'low', 'high', 'state', 'note', 'flag', 'about',
] as const; // biome-ignore format: one row

/**
 * The same figures as on the screen: one row a period and group; words where there is none. How they
 * are made and what they can tell stands once, in a first line that begins with "#", as readers of
 * such files expect of what is no row; the last column leads there.
 */
export function fileOf(figures: Figures, about: About, t: Say<typeof en>): string {
  const rows = figures.series.flatMap((one) =>
    figures.codes.map((code, at) => {
      const reading = one.readings[at] ?? ABSENT;
      const events = about.flags.filter(
        (flag) => flag.period === at && (flag.of === undefined || flag.of === one.id),
      );
      return [
        about.name,
        one.label,
        kept(code),
        t(`unit.${figures.unit}`),
        ...numbers(reading),
        t(`file.${reading.kind}`),
        plain(reading.note ?? ''),
        plain(events.map((flag) => flag.label).join('; ')),
        t('file.about'),
      ];
    }),
  );
  const heads = COLUMNS.map((column) => t(`file.column.${column}`));
  return toCsv([[`# ${plain(about.note)}`], heads, ...rows]);
}

/** Months are written 2026-M10, beside 2026-Q4: no spreadsheet makes another date of them. */
const kept = (code: string): string => code.replace(/^(\d{4})-(\d{2})$/, '$1-M$2');

function numbers(reading: Reading): (number | string)[] {
  if (reading.kind === 'value') return [reading.value, reading.low, reading.high];
  if (reading.kind === 'range') return ['', reading.low, reading.high];
  return reading.kind === 'zero' ? [0, 0, 0] : ['', '', ''];
}

/** What a file is called: what it holds and the day it was taken. */
export function fileName(parts: readonly string[], lang: Lang): string {
  const day = new Intl.DateTimeFormat('sv-SE').format(new Date()); // YYYY-MM-DD
  return `${[...parts.filter(Boolean), lang === 'en' ? 'en' : 'zh', day].join('-')}.csv`;
}
