import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { serve, show } from '../../testing';
import { Clashes } from './Clashes';

const off = { start: new Date('2027-01-04T00:00:00Z'), end: new Date('2027-01-05T00:00:00Z') };
const heron = {
  id: 'h',
  number: 'C-4021',
  code_name_zh: '苍鹭',
  code_name_en: 'Heron',
  kept: true,
};
const egret = {
  id: 'e',
  number: 'C-4022',
  code_name_zh: '白鹭',
  code_name_en: 'Egret',
  kept: false,
};
const booked = (id: string, found: string | null, kind = 'session') => ({
  id,
  case: found,
  kind,
  status: 'booked',
  start: '2027-01-04T10:00:00Z',
  end: '2027-01-04T10:50:00Z',
});

it.each([
  ['en', 'Heron C-4021', 'Egret C-4022', 'Group session', /Session$/],
  ['zh-Hans', '苍鹭 C-4021', '白鹭 C-4022', '小组活动', /会谈$/],
] as const)(
  'links the cases that open to the reader, and no other (%s)',
  async (lang, own, waits, group, hidden) => {
    serve({
      'GET /api/v1/staff/calendar': {
        appointments: [
          booked('1', 'h'),
          booked('2', 'e'),
          booked('3', null, 'group'),
          booked('4', 'x'),
        ],
        cases: [heron, egret],
      },
    });
    await show(<Clashes off={off} zone="Asia/Shanghai" />, { lang });
    const links = await screen.findAllByRole('link');
    expect(links.map((link) => link.textContent)).toEqual([own]);
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent);
    expect(lines[1]).toContain(waits);
    expect(lines[2]).toContain(group);
    expect(lines[3]).toMatch(hidden);
  },
);
