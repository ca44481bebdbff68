import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { serve, show } from '../../testing';
import Today from './Today';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
const called = { number: 'C-4021', code_name_zh: '苍鹭', code_name_en: 'Heron' };
const session = (appointment: string, status: string) => ({
  appointment,
  case: { id: `case of ${appointment}`, ...called },
  kept: true,
  service: { name_zh: '咨询', name_en: 'Counselling' },
  start: at(-0.2),
  end: at(0.6),
  modality: 'text',
  status,
  note: null,
  asks_concern: false,
});
const group = {
  id: 'g1',
  title_zh: '难打的电话之后',
  title_en: 'After hard calls',
  start: at(2),
  end: at(3),
  capacity: 8,
  free: 3,
  state: 'open',
};

it.each([
  ['en', 'Join', 'Cancelled', '2 in all', 'Open the group', '5 of 8 seats taken'],
  ['zh-Hans', '进入会谈', '已取消', '共 2 次', '打开小组', '8 个座位，已占 5 个'],
] as const)(
  'shows what was cancelled without acts and counts what takes place (%s)',
  async (lang, join, cancelled, count, open, seats) => {
    serve({
      'GET /api/v1/session': { kind: 'staff', name: 'Li Wen', roles: ['counsellor'] },
      'GET /api/v1/staff/today': {
        sessions: [session('gone', 'cancelled'), session('live', 'booked')],
        groups: [group],
        alerts: [],
        urgent_checks: [],
        high_risk: [],
        unmarked_sessions: [],
        unwritten_sessions: [],
        unsigned_notes: [],
        waiting_requests: { count: 0, urgent: 0, oldest_at: null },
      },
    });
    await show(<Today />, { lang });
    const [live, gone, circle] = await screen.findAllByRole('listitem');
    if (!live || !gone || !circle) throw new Error('three are listed');
    expect(screen.getByText(count)).toBeTruthy();
    expect(within(live).getByRole('link', { name: join })).toBeTruthy();
    expect(within(gone).getByText(cancelled)).toBeTruthy();
    expect(within(gone).queryByRole('button')).toBeNull();
    expect(within(gone).queryByRole('link', { name: join })).toBeNull();
    expect(circle.textContent).toContain(seats);
    expect(within(circle).getByRole('link', { name: open }).getAttribute('href')).toBe(
      '/staff/groups/g1',
    );
  },
);
