import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { serve, show } from '../../testing';
import type { CaseFound, Entry } from './data';
import { Timeline } from './Timeline';

const found = { id: 'k', closed_at: null, risk_level: 'low' } as CaseFound;
const session = (id: string, notes: Entry['notes'], moved_from: string[] = []): Entry => ({
  at: '2020-01-06T10:00:00Z',
  kind: 'appointment',
  id,
  state: 'done',
  detail: 'text',
  until: null,
  moved_from,
  notes,
});
const note = (id: string, kind: string, state: string) => ({ id, kind, state });

it.each([
  ['en', 'Progress note', 'Process note, yours alone', 'Write note', /moved from .*1 Jan/],
  ['zh-Hans', '咨询记录', '过程笔记，仅您本人可看', '写记录', /由 2020年1月1日.*改约/],
] as const)(
  'keeps a session, its notes and whence it was moved in one line (%s)',
  async (lang, progress, process, write, moved) => {
    const notes = [note('n1', 'progress', 'signed'), note('n2', 'process', 'draft')];
    const entries = [session('a', notes), session('b', [], ['2020-01-01T10:00:00Z'])];
    serve({ 'GET /api/v1/staff/cases/k/timeline': { entries, next: null } });
    await show(<Timeline found={found} />, { lang });
    const [noted, bare] = (await screen.findAllByRole('listitem')).map((line) => within(line));
    const hrefs = noted?.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(hrefs).toEqual(['/staff/c/k/n/n1', '/staff/c/k/n/n2']);
    expect(noted?.getByText(progress)).toBeTruthy();
    expect(noted?.getByText(process)).toBeTruthy();
    expect(noted?.queryByRole('button', { name: write })).toBeNull();
    expect(bare?.getByRole('button', { name: write })).toBeTruthy();
    expect(bare?.getByText(moved)).toBeTruthy();
  },
);
