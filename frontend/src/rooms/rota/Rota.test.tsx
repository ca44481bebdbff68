import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateIn } from '../../lib/zone';
import { problem, serve, show } from '../../testing';
import Rota from './Rota';

const UTC = 'Etc/UTC';
const tomorrow = addDays(dateIn(new Date(), UTC), 1);
const plan = {
  shifts: [],
  hotline_only: [],
  gaps: [{ start: `${tomorrow}T22:00:00Z`, end: `${addDays(tomorrow, 1)}T08:00:00Z` }],
  people: [{ id: 's1', name: 'Chen Yu', signed_in: true }],
  planned_until: null,
};
const reading = {
  'GET /api/v1/session': { kind: 'staff', roles: ['clinical_lead'], time_zone: UTC },
  'GET /api/v1/staff/duty/plan': plan,
};

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});

async function fillTheGap() {
  await show(<Rota />);
  const fill = await screen.findByRole('button', { name: 'Fill the gap, 22:00 to 08:00 next day' });
  fireEvent.click(fill);
  return within(await screen.findByRole('dialog', { name: 'Add duty' }));
}

describe('the duty plan', () => {
  it('says a gap plainly, and fills it with who is chosen', async () => {
    const sent: unknown[] = [];
    serve({
      ...reading,
      'POST /api/v1/staff/duty': async (request: Request) => {
        sent.push(await request.json());
        return Response.json({ id: 'x' }, { status: 201 });
      },
    });
    const sheet = await fillTheGap();
    fireEvent.click(sheet.getByRole('button', { name: 'Put on duty' }));
    expect(sheet.getByText('Choose who is on duty.')).toBeTruthy();
    fireEvent.change(sheet.getByLabelText('Who'), { target: { value: 's1' } });
    fireEvent.click(sheet.getByRole('button', { name: 'Put on duty' }));
    expect(await screen.findByText('Added for 1 day.')).toBeTruthy();
    const gap = {
      start: `${tomorrow}T22:00:00.000Z`,
      end: `${addDays(tomorrow, 1)}T08:00:00.000Z`,
    };
    expect(sent).toEqual([{ staff: 's1', level: 1, ...gap }]);
  });

  it('marks who has never signed in, in the plan and where people are chosen', async () => {
    const start = `${tomorrow}T08:00:00Z`;
    const shift = { staff: 's2', name: 'Tian Yi', own: false, level: 1, start };
    const people = [...plan.people, { id: 's2', name: 'Tian Yi', signed_in: false }];
    const shifts = [
      { ...shift, id: 'd1', end: `${tomorrow}T12:00:00Z` },
      { ...shift, id: 'd2', end: `${tomorrow}T12:00:00Z`, staff: 's1', name: 'Chen Yu' },
    ];
    serve({ ...reading, 'GET /api/v1/staff/duty/plan': { ...plan, people, shifts } });
    const sheet = await fillTheGap();
    expect(screen.getAllByText('Not signed in yet')).toHaveLength(1);
    expect(sheet.getByRole('option', { name: 'Tian Yi (not signed in yet)' })).toBeTruthy();
    expect(sheet.getByRole('option', { name: 'Chen Yu' })).toBeTruthy();
  });

  it('says which days were refused and why, and keeps what was typed', async () => {
    let asked = 0;
    serve({
      ...reading,
      'POST /api/v1/staff/duty': () => {
        asked += 1;
        return asked === 2 ? problem(409, 'already_on_call') : Response.json({ id: 'x' });
      },
    });
    const sheet = await fillTheGap();
    fireEvent.change(sheet.getByLabelText('Who'), { target: { value: 's1' } });
    const until = sheet.getByLabelText('Every day until (optional)') as HTMLInputElement;
    fireEvent.change(until, { target: { value: addDays(tomorrow, 2) } });
    fireEvent.click(sheet.getByRole('button', { name: 'Put on duty' }));
    expect(await sheet.findByText(/on duty at that time already/)).toBeTruthy();
    expect(sheet.getByText('Added for 2 days.')).toBeTruthy();
    expect(until.value).toBe(addDays(tomorrow, 2));
  });

  it('stops at a failure, and says so', async () => {
    serve({ ...reading, 'POST /api/v1/staff/duty': () => problem(503, 'unavailable') });
    const sheet = await fillTheGap();
    fireEvent.change(sheet.getByLabelText('Who'), { target: { value: 's1' } });
    fireEvent.click(sheet.getByRole('button', { name: 'Put on duty' }));
    await waitFor(() => expect(sheet.getAllByRole('alert').at(-1)?.textContent).toBeTruthy());
    expect((sheet.getByLabelText('Who') as HTMLSelectElement).value).toBe('s1');
  });
});
