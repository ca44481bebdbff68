import type { Lang } from '../lib/i18n';
import css from './TwelveWords.module.css';

/**
 * Words to write down on paper, large and numbered. There is no way to copy or print them on purpose:
 * a clipboard and a printer keep what a sheet of paper in a drawer does not tell anybody.
 */
export function TwelveWords({ words, lang }: { words: readonly string[]; lang: Lang }) {
  return (
    <ol className={css.words} lang={lang} translate="no">
      {words.map((word, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, its place may not
        <li key={place}>
          <b>{word}</b>
        </li>
      ))}
    </ol>
  );
}
