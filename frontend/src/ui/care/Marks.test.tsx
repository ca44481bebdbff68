import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { serve, show } from '../../testing';
import { Marks } from './Marks';

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});

const session = {
  id: 'a1',
  start: '2026-01-04T10:00:00Z',
  asksConcern: false,
  pressing: false,
};

it.each([
  ['en', 'Attended', /This cannot be changed/, 'Mark as attended'],
  ['zh-Hans', '已到访', /之后不能更改/, '记为已到访'],
] as const)('marks nobody as attended on one press (%s)', async (lang, act, warning, certain) => {
  const sent: unknown[] = [];
  serve({
    'POST /api/v1/staff/appointments/a1/attended': async (request: Request) => {
      sent.push(await request.json());
      return Response.json({});
    },
  });
  await show(<Marks session={session} />, { lang });
  fireEvent.click(await screen.findByRole('button', { name: act }));
  const sheet = within(await screen.findByRole('dialog'));
  expect(sheet.getByText(warning)).toBeTruthy();
  expect(sent).toEqual([]);
  fireEvent.click(sheet.getByRole('button', { name: certain }));
  await waitFor(() => expect(sent).toEqual([{ concern: null, severity: null }]));
});
