import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { show } from '../testing';
import { sayer, useLang, useWords, words } from './i18n';

const en = {
  hello: 'Hello',
  left: { one: '{n} place in {room}', other: '{n} places in {room}' },
} as const;
const zh = { hello: '您好', left: { other: '{room}还有 {n} 个名额' } };

let releaseChinese: () => void = () => {};
let chineseAsked = 0;
const catalogue = words({
  en: async () => ({ default: en }),
  'zh-Hans': () => {
    chineseAsked += 1;
    return new Promise<{ default: typeof zh }>((resolve) => {
      releaseChinese = () => resolve({ default: zh });
    });
  },
});

describe('saying', () => {
  it('fills blanks and chooses the plural of the language', () => {
    const say = sayer<typeof en>(en, 'en');
    expect(say('left', { n: 1, room: 'A' })).toBe('1 place in A');
    expect(say('left', { n: 1200, room: 'A' })).toBe('1,200 places in A');
    expect(sayer<typeof en>(zh, 'zh-Hans')('left', { n: 1, room: '甲室' })).toBe(
      '甲室还有 1 个名额',
    );
  });

  it('does not treat what people typed as a pattern', () => {
    const say = sayer<typeof en>(en, 'en');
    expect(say('left', { n: 2, room: '{n} $& <b>' })).toBe('2 places in {n} $& <b>');
  });
});

function Page() {
  const t = useWords(catalogue);
  const { setLang } = useLang();
  return (
    <>
      <p>{t('hello')}</p>
      <input aria-label="typed" />
      <button type="button" onClick={() => setLang('zh-Hans')}>
        中文
      </button>
    </>
  );
}

it('keeps the page, what was typed and the focus while the other language is on its way', async () => {
  await show(<Page />);
  const field = screen.getByLabelText<HTMLInputElement>('typed');
  fireEvent.change(field, { target: { value: 'half a sentence' } });
  field.focus();
  expect(chineseAsked).toBe(0);

  await act(async () => fireEvent.click(screen.getByText('中文')));
  expect(screen.getByText('Hello')).toBeTruthy();

  await act(async () => releaseChinese());
  expect(screen.getByText('您好')).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('typed').value).toBe('half a sentence');
  expect(document.activeElement).toBe(screen.getByLabelText('typed'));
  expect(document.documentElement.lang).toBe('zh-Hans');
  expect(localStorage.getItem('language')).toBe('zh-Hans');
});

it('asks again after a catalogue failed to arrive', async () => {
  let tries = 0;
  const flaky = words({
    en: async () => {
      tries += 1;
      if (tries === 1) throw new Error('network');
      return { default: en };
    },
    'zh-Hans': async () => ({ default: zh }),
  });
  await expect(flaky.load('en')).rejects.toThrow('network');
  await expect(flaky.load('en')).resolves.toBe(en);
  expect(flaky.load('en')).toBe(flaky.load('en'));
});
