import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { serve, show } from '../../testing';
import Cases from './Cases';

const line = (number: string) => ({
  id: number,
  number,
  code_name_zh: '苍鹭',
  code_name_en: 'Heron',
  state: 'active',
  risk_level: 'low',
  sessions_done: 1,
  opened_at: '2027-01-04T10:00:00Z',
  last_session_at: null,
  next_session_at: null,
  unsigned_notes: 0,
});

it.each([
  ['en', 'Nothing planned 7', 'Closed cases', 'No closed case yet.'],
  ['zh-Hans', '暂无后续安排 7', '已结案', '还没有已结案的个案。'],
] as const)(
  'says how many open cases have nothing planned, and lists them (%s)',
  async (lang, unplanned, closed, none) => {
    const asked: (string | null)[] = [];
    serve({
      'GET /api/v1/staff/cases': (request: Request) => {
        const part = new URL(request.url).searchParams.get('part');
        asked.push(part);
        const cases = part === 'closed' ? [] : [line(part === 'unplanned' ? 'C-2' : 'C-1')];
        return Response.json({ cases, next: null, total: cases.length, unplanned: 7 });
      },
    });
    await show(<Cases />, { lang });
    expect(await screen.findByText('C-1')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: unplanned }));
    expect(await screen.findByText('C-2')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: closed }));
    expect(await screen.findByText(none)).toBeTruthy();
    expect(asked).toEqual(['open', 'unplanned', 'closed']);
  },
);

it.each(['c1812', '1812', 'C-1812', 'ｃ－１８１２', 'grey heron', 'greyheron'])(
  'finds a case however its number or name is typed (%s)',
  async (typed) => {
    const cases = [{ ...line('C-1812'), code_name_en: 'Grey heron' }, line('C-1290')];
    serve({ 'GET /api/v1/staff/cases': { cases, next: null, total: 2, unplanned: 0 } });
    await show(<Cases />);
    expect(await screen.findByText('C-1290')).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: typed } });
    expect(screen.getByText('C-1812')).toBeTruthy();
    expect(screen.queryByText('C-1290')).toBeNull();
  },
);
