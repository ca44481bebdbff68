import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
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
