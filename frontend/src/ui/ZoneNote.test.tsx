import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { deviceZone } from '../lib/zone';
import { serve, show } from '../testing';
import { ZoneNote } from './ZoneNote';

const session = (time_zone: string) => ({
  'GET /api/v1/session': { kind: 'anonymous', way_in: '', neutral_name: 'Harbour', time_zone },
});

it('says whose hours are shown where the device keeps others', async () => {
  serve(session('Pacific/Kiritimati'));
  await show(<ZoneNote />);
  expect(await screen.findByText(/^Times are .*, 24 hours\.$/)).toBeTruthy();
});

it('says nothing where both agree', async () => {
  serve(session(deviceZone()));
  const { container } = await show(<ZoneNote />);
  expect(container.textContent).toBe('');
});
