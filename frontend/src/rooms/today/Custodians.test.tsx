import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { serve, show } from '../../testing';
import { Custodians } from './Custodians';

const asked = {
  id: 'r1',
  name: 'Chen Yu',
  own: false,
  reason: 'lost',
  asked_at: '2027-01-04T10:00:00Z',
  not_before: '2027-01-05T10:00:00Z',
  fingerprint: 'ab12 cd34',
};

it.each([
  ['en', 'Object', 'Object to it', 'Chen Yu'],
  ['zh-Hans', '提出异议', '确认异议', 'Chen Yu'],
] as const)(
  'a request can be objected to, in two steps (%s)',
  async (lang, first, second, name) => {
    let requests = [asked];
    serve({
      'GET /api/v1/custodians': () => Response.json({ key: null, requests }),
      'POST /api/v1/custodians/requests/r1/objection': () => {
        requests = [];
        return new Response(null, { status: 204 });
      },
    });
    await show(<Custodians />, { lang });
    const button = await screen.findByRole('button', { name: first });
    expect(document.body.textContent).toContain(name);
    expect(document.body.textContent).toContain('ab12 cd34');
    fireEvent.click(button);
    expect(requests).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: second }));
    await waitFor(() => expect(document.body.textContent).not.toContain(name));
  },
);

it('a replaced key is given what one holds, with the fingerprint that was shown', async () => {
  const given: unknown[] = [];
  serve({
    'GET /api/v1/custodians': () =>
      Response.json({
        key: { fingerprint: 'ef56 7890', behind: given.length ? 0 : 3 },
        requests: [],
      }),
    'POST /api/v1/custodians/key': async (request: Request) => {
      given.push(await request.json());
      return Response.json({ given: 3 });
    },
  });
  await show(<Custodians />);
  fireEvent.click(await screen.findByRole('button', { name: 'It is the same' }));
  await waitFor(() => expect(screen.queryByText('ef56 7890', { exact: false })).toBeNull());
  expect(given).toEqual([{ fingerprint: 'ef56 7890' }]);
});

it('is silent when nothing is asked and nothing was replaced', async () => {
  serve({
    'GET /api/v1/custodians': () =>
      Response.json({ key: { fingerprint: 'ef56 7890', behind: 0 }, requests: [] }),
  });
  await show(<Custodians />);
  expect(screen.queryByRole('heading')).toBeNull();
});
