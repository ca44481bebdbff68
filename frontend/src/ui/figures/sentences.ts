import { type Lang, type Say, useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import { hasInterval, type Reading, type Series } from '../chart/data';
import { writer } from './numbers';
import { type FigureLine, type Figures, hasEnded, lastSaid } from './shape';
import { figureWords } from './words';
import type en from './words.en';

type T = Say<typeof en>;

/** The kinds of figures differ in what their ranges mean. */
export type Source = 'use' | 'pulse' | 'work';

/** Sentences one after another, as the language sets them; empty ones are left out. */
export const inARow = (said: readonly string[], lang: Lang): string =>
  said.filter(Boolean).join(lang === 'en' ? ' ' : '');

/** What stands under a chart in words: the latest figure, what changed, what is hidden, what it means. */
export function caption(figures: Figures, source: Source, t: T, lang: Lang): string {
  const [first, ...others] = figures.series;
  if (!first) return t('said.nothing');
  const parts = [
    others.length === 0 ? latest(figures, first, t, lang) : '',
    others.length === 0 ? change(figures, first, t) : changes(figures, t, lang),
    source === 'work' ? '' : ends(figures, t, lang),
    source !== 'work' && figures.series.some((line) => looksMoved(figures, line))
      ? t(`apart.${source}`)
      : '',
    hiding(figures, t),
    t(`about.${source}`),
  ];
  return inARow(parts, lang);
}

/** The latest figure of one line. */
export function latest(figures: Figures, line: Series, t: T, lang: Lang): string {
  const at = lastSaid(line);
  const reading = line.readings[at];
  if (!reading) return t('said.nothing');
  const where = { name: line.label, period: figures.periods[at] ?? '' };
  return said(reading, where, writer(figures.unit, lang), t);
}

function said(
  reading: Reading,
  where: { name: string; period: string },
  write: (value: number) => string,
  t: T,
): string {
  if (reading.kind === 'suppressed' || reading.kind === 'zero') {
    return t(`said.${reading.kind}`, where);
  }
  if (reading.kind === 'pending' || reading.kind === 'absent') return t('said.nothing');
  const ends = { ...where, low: write(reading.low), high: write(reading.high) };
  if (reading.kind === 'range') return t('said.range', ends);
  const value = write(reading.value);
  return reading.low === reading.high
    ? t('said.exact', { ...where, value })
    : t('said.value', { ...ends, value });
}

/** Indices of the last two periods of a line that are compared; nothing where none are. */
function compared(figures: Figures, line: FigureLine): readonly [number, number] | undefined {
  if (line.verdict === null || hasEnded(figures, line)) return undefined;
  const said = line.readings.flatMap((reading, at) =>
    reading.kind === 'pending' || reading.kind === 'absent' ? [] : [at],
  );
  const [earlier, later] = said.slice(-2);
  return earlier === undefined || later === undefined ? undefined : [earlier, later];
}

/** The period that the last published one of a line is compared with, in words. */
export function before(figures: Figures, line: FigureLine): string | undefined {
  const [earlier] = compared(figures, line) ?? [];
  return earlier === undefined ? undefined : figures.periods[earlier];
}

/** Whether the two ranges that are compared lie apart although nothing may be said to have moved. */
function looksMoved(figures: Figures, line: FigureLine): boolean {
  if (line.verdict !== 'cannot_tell') return false;
  const [one, other] = (compared(figures, line) ?? []).map((at) => line.readings[at]);
  if (!one || !other || !hasInterval(one) || !hasInterval(other)) return false;
  return one.high < other.low || other.high < one.low;
}

/** Whether one line changed, and since when; nothing without a figure before. */
export function change(figures: Figures, line: FigureLine, t: T): string {
  const earlier = before(figures, line);
  if (line.verdict === null || earlier === undefined) return '';
  return t(`moved.${line.verdict}`, { before: earlier });
}

/** What moved in many lines, those compared with the same period together. */
function changes(figures: Figures, t: T, lang: Lang): string {
  const judged = figures.series.flatMap((line) => {
    const earlier = before(figures, line);
    return earlier === undefined ? [] : [{ line, earlier }];
  });
  const all = [...new Set(judged.map(({ earlier }) => earlier))];
  if (all.length === 0) return '';
  const moved = all.flatMap((earlier) =>
    (['up', 'down'] as const).flatMap((verdict) => {
      const found = judged.filter((one) => one.earlier === earlier && one.line.verdict === verdict);
      const names = found.map(({ line }) => line.label);
      return names.length > 0 ? [{ verdict, names, earlier }] : [];
    }),
  );
  if (moved.length === 0) return t('moved.none', { before: list(all, lang) });
  const rest = judged.length - moved.flatMap(({ names }) => names).length;
  return inARow(
    [
      ...moved.map(({ verdict, names, earlier }) =>
        t(`moved.${verdict}s`, { names: list(names, lang), before: earlier }),
      ),
      rest > 0 ? t('moved.rest', { n: rest }) : '',
    ],
    lang,
  );
}

/** Which lines go no further, and since when: they are compared with nothing. */
export function ends(figures: Figures, t: T, lang: Lang): string {
  const over = figures.series.filter((line) => hasEnded(figures, line));
  const last = [...new Set(over.map(lastSaid))].sort((a, b) => a - b);
  const said = last.map((at) =>
    t('ended', {
      names: list(
        over.filter((line) => lastSaid(line) === at).map((line) => line.label),
        lang,
      ),
      period: figures.periods[at] ?? '',
    }),
  );
  return inARow(said, lang);
}

function hiding(figures: Figures, t: T): string {
  const readings = figures.series.flatMap((line) => line.readings);
  const n = readings.filter((reading) => reading.kind === 'suppressed').length;
  return n > 0 ? t('hiding.count', { n }) : '';
}

/** The words and the language that `caption` and `latest` need. */
export function useFigureWords() {
  const t = useWords(figureWords);
  const { lang } = useLang();
  return { t, lang };
}
