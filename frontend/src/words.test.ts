import { describe, expect, it } from 'vitest';

type Text = string | { one?: string; other: string };
type Catalogue = Record<string, Text>;

const english = import.meta.glob<{ default: Catalogue }>('./**/*words.en.ts', { eager: true });
const chinese = import.meta.glob<{ default: Catalogue }>('./**/*words.zh.ts', { eager: true });

const texts = (entry: Text): string[] =>
  typeof entry === 'string' ? [entry] : [entry.other, ...(entry.one ? [entry.one] : [])];
const blanks = (entry: Text): string[] =>
  [...new Set(texts(entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();
const twin = (file: string) => file.replace('words.en.ts', 'words.zh.ts');

const HAN = '[\\u4e00-\\u9fff]';

describe.each(Object.entries(english))('%s', (file, { default: en }) => {
  const zh = chinese[twin(file)]?.default ?? {};
  const every = [...Object.entries(en), ...Object.entries(zh)];

  it('says the same things in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [key, entry] of Object.entries(en)) {
      expect([key, blanks(zh[key] ?? '').filter((b) => b !== '{n}')]).toEqual([
        key,
        blanks(entry).filter((b) => b !== '{n}'),
      ]);
    }
  });

  it('says nothing twice as loud and leaves nothing empty', () => {
    const bad = every.filter(([, entry]) => texts(entry).some((t) => /[!！]|oops/i.test(t) || !t));
    expect(bad).toEqual([]);
  });

  it('writes Chinese with full-width punctuation', () => {
    const half = new RegExp(`${HAN}[,;:?()]|[,;?(]${HAN}|\\.\\.\\.|。 | [。，]`);
    expect(
      Object.entries(zh).filter(([, entry]) => texts(entry).some((t) => half.test(t))),
    ).toEqual([]);
  });

  it('leaves no English sentence in Chinese', () => {
    const same = Object.entries(zh).filter(
      ([key, entry]) =>
        texts(entry)[0] === texts(en[key] ?? '')[0] &&
        / /.test((texts(entry)[0] ?? '').replace(/\{\w+\}| · /g, '')),
    );
    expect(same).toEqual([]);
  });
});

it('finds the catalogues it judges', () => {
  expect(Object.keys(english).length).toBeGreaterThanOrEqual(3);
  expect(Object.keys(chinese).length).toBe(Object.keys(english).length);
});
