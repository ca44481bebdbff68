import { useMemo } from 'react';
import { useLang, useWords } from '../../lib/i18n';
import { common } from '../words';
import { hasInterval, isUncertain, type Reading } from './data';

/** Puts a reading into words. */
export type Saying = (reading: Reading) => string;

/** Readings in words, with numbers as `format` writes them. */
export function useReadingWords(format?: (value: number) => string): Saying {
  const t = useWords(common);
  const write = useNumbers(format);
  return (reading) => {
    const { note } = reading;
    if (!hasInterval(reading)) return note ?? t(`chart.${reading.kind}`);
    const ends = { low: write(reading.low), high: write(reading.high) };
    const said =
      reading.kind === 'range'
        ? t('chart.range', ends)
        : isUncertain(reading)
          ? t('chart.between', { value: write(reading.value), ...ends })
          : write(reading.value);
    return note ? t('chart.noted', { reading: said, note }) : said;
  };
}

/** `format`, or numbers as the language in use writes them. */
export function useNumbers(format?: (value: number) => string): (value: number) => string {
  const { lang } = useLang();
  return useMemo(
    () => format ?? ((value: number) => new Intl.NumberFormat(lang).format(value)),
    [format, lang],
  );
}
