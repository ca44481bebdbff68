import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem, serve, show } from '../testing';
import { WhoSees } from './WhoSees';

const viewer = (role: string, sees: boolean, what: string[] = [], when = '') => ({
  role,
  sees,
  what,
  when,
});

const rows = async () =>
  (await screen.findAllByRole('listitem')).map((row) => [row.textContent, row.dataset.sees]);

describe('who sees what', () => {
  it('says exactly what the server’s rules say', async () => {
    serve({
      'GET /api/v1/who-sees': {
        viewers: [
          viewer('client', true, ['notes']),
          viewer('counsellor', true, ['notes', 'time']),
          viewer('on_call', true, ['call_back'], 'urgent_help'),
          viewer('system_admin', false, ['booked_slot']),
          viewer('hr', false),
        ],
        limits: ['danger_to_life', 'legal_demand'],
        consent_version: '1',
        kept: 'with_case',
      },
    });
    await show(<WhoSees />);
    expect(await rows()).toEqual([
      ['You ', 'true'],
      ['Your counsellor can see notes and the time of your session', 'true'],
      [
        'Counsellor on duty can see the number you want to be called onOnly if you ask for urgent help, say yes to a question about safety, or miss a session while your counsellor is worried about your safety',
        'true',
      ],
      ['IT and administrators can see a booked slot, never a name', 'false'],
      ['HR can see nothing about you', 'false'],
    ]);
    expect(
      screen.getByText(/^Exceptions: danger to life or a written legal demand\./),
    ).toBeTruthy();
  });

  it('folded, says first who always sees something and who never does', async () => {
    serve({
      'GET /api/v1/who-sees': {
        viewers: [
          viewer('client', true, ['notes']),
          viewer('counsellor', true, ['notes']),
          viewer('on_call', true, ['call_back'], 'urgent_help'),
          viewer('operations', false, ['figures']),
          viewer('team_leader', false),
          viewer('hr', false),
        ],
        limits: ['danger_to_life'],
        consent_version: '1',
        kept: 'with_case',
      },
    });
    await show(<WhoSees folded />);
    expect(await screen.findByText(/^Your counsellor can see what you write/)).toBeTruthy();
    expect(screen.getByText('Your team leader and HR can see nothing about you.')).toBeTruthy();
    expect(screen.getByText('The whole list: 6 entries').closest('details')?.open).toBe(false);
    expect(await rows()).toHaveLength(6);
    expect(screen.getByText(/^Exceptions: danger to life/)).toBeTruthy();
  });

  it('never hides a viewer it has no word for', async () => {
    serve({
      'GET /api/v1/who-sees': {
        viewers: [viewer('night_porter', true, ['door_camera'])],
        limits: [],
        consent_version: '1',
      },
    });
    await show(<WhoSees />);
    expect(await rows()).toEqual([['night porter can see door camera', 'true']]);
  });

  it('does not promise anything while the list cannot be had', async () => {
    serve({ 'GET /api/v1/who-sees': () => problem(403, 'refused') });
    await show(<WhoSees />);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.queryByRole('list')).toBeNull();
  });
});
