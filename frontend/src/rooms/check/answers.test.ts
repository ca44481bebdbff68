import { expect, it } from 'vitest';
import { answersOf, byLanguage, type Item, type Measure } from './answers';

const item = (link_id: string, ordinals: (number | null)[]): Item => ({
  link_id,
  text: link_id,
  scored: true,
  options: ordinals.map((ordinal) => ({ ordinal, text: String(ordinal) })),
});

it('sends ordinals; skipped and "rather not say" are not answered', () => {
  const items = [item('/1', [0, 1]), item('/2', [0, 1]), item('/3', [0, null])];
  expect(answersOf(items, { '/1': 1, '/3': 1 })).toEqual({ '/1': 1, '/2': null, '/3': null });
});

it('puts the language in use first, whatever its region', () => {
  const measure = (language: string) => ({ id: language, language }) as Measure;
  const { mine, others } = byLanguage(['en-US', 'zh-Hans', 'de'].map(measure), 'en');
  expect(mine.map((one) => one.id)).toEqual(['en-US']);
  expect(others.map((one) => one.id)).toEqual(['zh-Hans', 'de']);
});
