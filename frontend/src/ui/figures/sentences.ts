import { type Lang, type Say, useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import type { Reading, Series } from '../chart/data';
import { writer } from './numbers';
import { type FigureLine, type Figures, lastSaid } from './shape';
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

/** The period that the last published one is compared with, in words. */
export function before(figures: Figures, line: FigureLine): string | undefined {
  const said = line.readings.flatMap((reading, at) =>
    reading.kind === 'pending' || reading.kind === 'absent' ? [] : [at],
  );
  const at = said.at(-2);
  return at === undefined ? undefined : figures.periods[at];
}

/** Whether one line changed, and since when; nothing without a figure before. */
export function change(figures: Figures, line: FigureLine, t: T): string {
  const earlier = before(figures, line);
  if (line.verdict === null || earlier === undefined) return '';
  return t(`moved.${line.verdict}`, { before: earlier });
}

function changes(figures: Figures, t: T, lang: Lang): string {
  const compared = figures.series.filter(
    (line) => line.verdict !== null && before(figures, line) !== undefined,
  );
  const earlier = compared[0] && before(figures, compared[0]);
  if (!earlier) return '';
  const names = (verdict: 'up' | 'down') =>
    compared.filter((line) => line.verdict === verdict).map((line) => line.label);
  const [ups, downs] = [names('up'), names('down')];
  const rest = compared.length - ups.length - downs.length;
  if (rest === compared.length) return t('moved.none', { before: earlier });
  return inARow(
    [
      ups.length > 0 ? t('moved.ups', { names: list(ups, lang), before: earlier }) : '',
      downs.length > 0 ? t('moved.downs', { names: list(downs, lang), before: earlier }) : '',
      rest > 0 ? t('moved.rest', { n: rest }) : '',
    ],
    lang,
  );
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
