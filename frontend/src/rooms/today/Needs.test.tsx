import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { serve, show } from '../../testing';
import { Needs } from './Needs';

const heron = {
  id: '5f0c',
  number: 'C-4021',
  code_name_zh: '苍鹭',
  code_name_en: 'Heron',
};
const quiet = {
  sessions: [],
  alerts: [],
  urgent_checks: [],
  high_risk: [],
  groups: [],
  unmarked_sessions: [],
  unwritten_sessions: [],
  unsigned_notes: [],
  waiting_requests: { count: 0, urgent: 0, sent: 0, oldest_at: null },
};
const pressing = [{ check: 'c1', case: heron, shared_at: '2027-01-04T10:00:00Z' }];

describe('what needs the counsellor', () => {
  it('is said to be nothing only when nothing is', async () => {
    serve({ 'GET /api/v1/session': { kind: 'staff', name: 'Li Wen', roles: ['counsellor'] } });
    await show(<Needs today={quiet} />);
    expect(screen.getByText('Nothing is waiting for you.')).toBeTruthy();
    expect(screen.queryByText('Self-checks that speak of danger')).toBeNull();
  });

  it.each([
    ['en', 'Self-checks that speak of danger', 'Heron', 'Nothing is waiting for you.'],
    ['zh-Hans', '自测中提到危险', '苍鹭', '暂无待办。'],
  ] as const)(
    'holds a shared self-check that speaks of danger (%s)',
    async (lang, title, name, none) => {
      await show(<Needs today={{ ...quiet, urgent_checks: pressing }} />, { lang });
      expect(screen.queryByText(none)).toBeNull();
      const group = screen.getByRole('heading', { name: title }).parentElement as HTMLElement;
      const link = within(group).getByRole('link', { name: `${name} C-4021` });
      expect(link.getAttribute('href')).toBe('/staff/c/5f0c');
    },
  );

  it.each([
    ['en', 'Cases of high risk', 'Heron', 'No session booked'],
    ['zh-Hans', '高风险个案', '苍鹭', '尚未预约下次会谈'],
  ] as const)('keeps a case of high risk in sight (%s)', async (lang, title, name, none) => {
    const high_risk = [{ case: heron, risk_level: 'high', next_session_at: null }];
    await show(<Needs today={{ ...quiet, high_risk }} />, { lang });
    const group = screen.getByRole('heading', { name: title }).parentElement as HTMLElement;
    const link = within(group).getByRole('link', { name: `${name} C-4021` });
    expect(link.getAttribute('href')).toBe('/staff/c/5f0c');
    expect(group.textContent).toContain(none);
  });

  it.each([
    ['en', 'No note yet', 'Write note'],
    ['zh-Hans', '还没有写记录', '写记录'],
  ] as const)('reminds of an attended session without a note (%s)', async (lang, title, write) => {
    const asked: unknown[] = [];
    serve({
      'POST /api/v1/staff/cases/5f0c/notes': async (request: Request) => {
        asked.push(await request.json());
        return Response.json({ id: 'n1' }, { status: 201 });
      },
    });
    const unwritten = { appointment: 'a1', case: heron, start: '2027-01-04T10:00:00Z' };
    const unwritten_sessions = [unwritten as (typeof quiet.unwritten_sessions)[number]];
    await show(<Needs today={{ ...quiet, unwritten_sessions }} />, { lang });
    const group = screen.getByRole('heading', { name: title }).parentElement as HTMLElement;
    fireEvent.click(within(group).getByRole('button', { name: write }));
    await waitFor(() => expect(location.pathname).toBe('/staff/c/5f0c/n/n1'));
    expect(asked).toEqual([{ kind: 'progress', template: 'dap', appointment: 'a1' }]);
  });
});
