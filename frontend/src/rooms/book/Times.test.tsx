import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Lang } from '../../lib/i18n';
import { startMoving } from '../../lib/moving';
import { paths } from '../../lib/paths';
import { serve, show } from '../../testing';
import { ConfirmMove } from './ConfirmMove';
import { go } from './journey';
import Times from './Times';

const service = { code: 'counselling', name_en: 'Talk', name_zh: '谈话', line_en: '', line_zh: '' };
const moving = {
  id: '0190a0a0-0000-7000-8000-000000000001',
  version: 1,
  start: '2026-11-28T02:00:00Z',
  end: '2026-11-28T02:50:00Z',
  service: 'legal',
  way: 'phone',
  counsellor: '0190a0a0-0000-7000-8000-000000000002',
};
const counsellor = {
  id: moving.counsellor,
  name_en: 'Li Wen',
  name_zh: '李文',
  pronoun: '',
  languages: ['en'],
};

it('asks again, and offers no time, when it no longer knows what was chosen', async () => {
  let asked = 0;
  serve({
    'GET /api/v1/services': {
      services: [{ ...service, minutes: 50, modalities: ['text'] }],
    },
    'GET /api/v1/slots': () => {
      asked += 1;
      return Response.json({ days: [] });
    },
  });
  await show(<Times />);
  expect(screen.getByText(/it keeps its time/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Choose a service' }).getAttribute('href')).toBe(
    paths.book,
  );
  expect(screen.getByRole('link', { name: 'My sessions' }).getAttribute('href')).toBe(
    paths.sessions,
  );
  expect(asked).toBe(0);
});

it('shows the time a session had beside the one it is moved to', async () => {
  startMoving(moving);
  const slot = { start: '2026-11-29T02:00:00Z', end: '2026-11-29T02:50:00Z', counsellor };
  go({ zone: 'Asia/Shanghai', choice: { service: 'legal', slot, way: 'phone' } as never });
  serve({ 'POST /api/v1/holds': { hold: 'h', secret: 's' } });
  await show(<ConfirmMove moving={moving} />);
  expect(screen.getByText(/Until now: .*28 Nov/)).toBeTruthy();
});

describe('where no time fits the choices', () => {
  const slot = (start: string) => ({ start, end: start, counsellor, modalities: ['text'] });
  const narrow = async (lang: Lang, ...starts: string[]) => {
    serve({
      'GET /api/v1/services': { services: [{ ...service, minutes: 50, modalities: ['text'] }] },
      'GET /api/v1/slots': {
        time_zone: 'Asia/Shanghai',
        no_card_open: true,
        days: [{ date: '2099-01-05', slots: starts.map(slot) }],
      },
    });
    go({ service: { ...service, minutes: 50, modalities: ['text'] } as never });
    await show(<Times />, { lang });
    fireEvent.click(await screen.findByLabelText(lang === 'en' ? /18:00 on/ : /18:00 以后/));
  };

  it.each([
    ['en', 'Nearest times without these choices', /5 Jan.*09:00/],
    ['zh-Hans', '不限条件的最近时间', /1月5日.*09:00/],
  ] as const)('says and offers the nearest ones without them (%s)', async (lang, title, time) => {
    await narrow(lang, '2099-01-05T01:00:00Z');
    const near = within(screen.getByRole('region', { name: title }));
    fireEvent.click(near.getByRole('button', { name: time, pressed: false }));
    expect(near.getByRole('button', { name: time, pressed: true })).toBeTruthy();
  });

  it('offers nothing where nothing is, with or without them', async () => {
    await narrow('en');
    expect(screen.getByText(/No time fits/)).toBeTruthy();
    expect(screen.queryByRole('region')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Show all times' })).toBeNull();
  });
});
