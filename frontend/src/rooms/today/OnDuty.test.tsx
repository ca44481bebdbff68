import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { serve, show } from '../../testing';
import { OnDuty } from './OnDuty';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
const shift = { id: 's1', staff: 'p1', name: 'Li Wen', own: true, level: 1 };

function standing({ roles = ['counsellor', 'on_call'], kinds = [] as string[], own = true }) {
  serve({
    'GET /api/v1/session': { kind: 'staff', name: 'Li Wen', roles },
    'GET /api/v1/staff/duty': {
      shifts: [{ ...shift, own, start: at(-1), end: at(2) }],
      hotline_only: [],
      gaps: [],
    },
    'GET /api/v1/unlock': { kinds },
  });
}

describe('duty on Today', () => {
  it('is said to have begun on this device once it has', async () => {
    standing({ kinds: ['content', 'duty'] });
    await show(<OnDuty />);
    expect(
      await screen.findByText(/You are on duty on this device until \d\d:\d\d\./),
    ).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('is said not to have begun, with the way to begin it', async () => {
    standing({ kinds: ['content'] });
    await show(<OnDuty />, { lang: 'zh-Hans' });
    expect(await screen.findByText(/本设备尚未开始值班/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '去开始值班' }).getAttribute('href')).toBe(
      '/staff/oncall',
    );
  });

  it.each([
    ['of somebody else', { own: false, kinds: ['duty'] }],
    ['of who is not on call', { roles: ['counsellor'], kinds: ['duty'] }],
  ])('says nothing about the shift %s', async (_, how) => {
    standing(how);
    await show(
      <>
        <OnDuty />
        <p>Here</p>
      </>,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByRole('status')).toBeNull();
  });
});
