import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../api/problem';
import { serve, show } from '../../testing';
import { Fault } from './Fault';

const line = { kind: 'hotline', number: '12356', name_zh: '热线', name_en: 'Hotline' };

describe('a booking that nobody could open', () => {
  it.each([
    ['no_key_yet', 'en', /Nobody here can open messages yet/, /Call 12356/],
    ['no_key_yet', 'zh-Hans', /目前还没有人能打开留言/, /12356/],
    ['key_refused', 'en', /can’t seal what you send safely/, /Call 12356/],
    ['key_refused', 'zh-Hans', /没有办法安全加密/, /12356/],
  ] as const)(
    'is not taken, and says whom to call now (%s, %s)',
    async (code, lang, said, number) => {
      serve({ 'GET /api/v1/help': { lines: [line], callback_number: '' } });
      await show(<Fault failure={new ProblemError(409, code)} />, { lang });
      expect((await screen.findByRole('alert')).textContent).toMatch(said);
      const call = await screen.findByRole('link', { name: number });
      expect(call.getAttribute('href')).toBe('tel:12356');
    },
  );
});
