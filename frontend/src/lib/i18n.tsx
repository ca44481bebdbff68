import {
  createContext,
  type ReactNode,
  startTransition,
  use,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { keep } from './prefs';

/** The languages of the product. A third one needs a words file per room and an entry here. */
export type Lang = 'en' | 'zh-Hans';

type Plural = { readonly one?: string; readonly other: string };
type Entry = string | Plural;
export type Dictionary = Readonly<Record<string, Entry>>;

/** The same keys with any text: what another language must provide for `D`. */
export type Translation<D extends Dictionary> = {
  readonly [K in keyof D]: D[K] extends string ? string : Plural;
};

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Blanks<E extends Entry> = E extends string
  ? Names<E>
  : E extends Plural
    ? Names<E['other']> | 'n'
    : never;
type Arguments<E extends Entry> = [Blanks<E>] extends [never]
  ? []
  : [blanks: Record<Blanks<E>, string | number>];

/** Says one text: the key is checked, and so are the names of the blanks to fill in. */
export type Say<D extends Dictionary> = <K extends keyof D & string>(
  key: K,
  ...blanks: Arguments<D[K]>
) => string;

/**
 * One catalogue; only the language in use is ever loaded. The promise is the same each time and says
 * when it is fulfilled, in the way `use` reads it, so that a loaded page never waits again.
 */
export interface Words<D extends Dictionary> {
  load(lang: Lang): Promise<Translation<D>>;
}

type Told<T> = Promise<T> & { status?: 'fulfilled'; value?: T };

/** Declares a catalogue from its two files; English decides which keys exist. */
export function words<const D extends Dictionary>(files: {
  en: () => Promise<{ default: D }>;
  'zh-Hans': () => Promise<{ default: Translation<D> }>;
}): Words<D> {
  const asked = new Map<Lang, Told<Translation<D>>>();
  const ask = (lang: Lang) => {
    // English itself is a translation of English, which the compiler cannot see for a general D.
    const file = files[lang]() as Promise<{ default: Translation<D> }>;
    const texts: Told<Translation<D>> = file.then(({ default: all }) => all);
    texts.then(
      (all) => Object.assign(texts, { status: 'fulfilled', value: all }),
      () => asked.delete(lang), // the next attempt asks the network again
    );
    asked.set(lang, texts);
    return texts;
  };
  return { load: (lang) => asked.get(lang) ?? ask(lang) };
}

/** The language of the page, for code outside React. `first.js` chose it before the first paint. */
export function currentLang(): Lang {
  return document.documentElement.lang.startsWith('zh') ? 'zh-Hans' : 'en';
}

/** The tag for `<html lang>` and for Intl: British spelling and day order. */
export const tagOf = (lang: Lang): string => (lang === 'en' ? 'en-GB' : 'zh-Hans-CN');

const LangContext = createContext<{ lang: Lang; setLang: (lang: Lang) => void } | null>(null);

/** Holds the language. A switch is a transition: the old page stays until the new texts are here. */
export function LangProvider({ children }: { children: ReactNode }) {
  const [lang, choose] = useState(currentLang);
  useEffect(() => {
    document.documentElement.lang = lang === 'en' ? 'en-GB' : 'zh-Hans';
  }, [lang]);
  const value = useMemo(
    () => ({
      lang,
      setLang: (next: Lang) => {
        keep('language', next);
        startTransition(() => choose(next));
      },
    }),
    [lang],
  );
  return <LangContext value={value}>{children}</LangContext>;
}

/** Picks the text of the language from a pair the server sends: `pick(service, 'name', lang)`. */
export function pick<K extends string>(
  pair: { readonly [P in `${K}_en` | `${K}_zh`]: string },
  key: K,
  lang: Lang,
): string {
  return lang === 'en' ? pair[`${key}_en`] : pair[`${key}_zh`];
}

/** The language in use and the way to change it. */
export function useLang() {
  const value = useContext(LangContext);
  if (!value) throw new Error('LangProvider is missing');
  return value;
}

/** The texts of one catalogue in the language in use; suspends only while they are on their way. */
export function useWords<D extends Dictionary>(catalogue: Words<D>): Say<D> {
  const { lang } = useLang();
  const texts = use(catalogue.load(lang));
  return useMemo(() => sayer<D>(texts, lang), [texts, lang]);
}

/** Binds texts to a language; exported for code and tests outside React. */
export function sayer<D extends Dictionary>(texts: Translation<D>, lang: Lang): Say<D> {
  return (key, ...[blanks]) => {
    const entry: Entry | undefined = texts[key];
    if (entry === undefined) return key; // a code of the server that is younger than this page
    const values: Record<string, string | number> = blanks ?? {};
    return fill(typeof entry === 'string' ? entry : inNumber(entry, values.n, lang), values, lang);
  };
}

function inNumber(entry: Plural, n: string | number | undefined, lang: Lang): string {
  const rule = new Intl.PluralRules(lang).select(Number(n));
  return (rule === 'one' ? entry.one : undefined) ?? entry.other;
}

function fill(text: string, values: Record<string, string | number>, lang: Lang): string {
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => {
    const value = values[name];
    if (value === undefined) return blank;
    return typeof value === 'number' ? value.toLocaleString(tagOf(lang)) : value;
  });
}
