import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { paths } from '../../lib/paths';
import { problem, serve, show } from '../../testing';
import Data from './Data';

const session = (way_in: string) => ({
  kind: way_in ? 'client' : 'anonymous',
  way_in,
  neutral_name: 'Harbour',
  exit_path: '/rest',
});

const consent = (purpose: string, given: boolean) => ({
  purpose,
  needed: purpose === 'service',
  given,
  version: `${purpose}-1`,
  given_at: given ? '2026-11-20T02:00:00Z' : null,
});

const held = (key_needed: boolean, given = true) => ({
  key_needed,
  key_made_on: key_needed ? null : '2026-11-20',
  key_waits: false,
  kinds: key_needed
    ? []
    : [
        { kind: 'notes', count: 2, kept: 'with_case' },
        { kind: 'messages', count: 0, kept: 'with_case' },
        { kind: 'self_checks', count: 0, kept: 'own_drawer' },
      ],
  consents: [consent('service', true), consent('statistics', given)],
  erasure: null,
});

const access = (over: object) => ({
  at: '2026-11-21T02:00:00Z',
  who: 'counsellor',
  act: 'opened',
  thing: 'note',
  purpose: '',
  allowed: true,
  ...over,
});

const lines = async () => {
  const log = await screen.findByRole('region', { name: 'Who opened it' });
  return within(log)
    .queryAllByRole('listitem')
    .map((row) => row.textContent);
};

describe('with a private key', () => {
  it('counts what is held and names what there is nothing of', async () => {
    serve({
      'GET /api/v1/session': session('private_key'),
      'GET /api/v1/data': held(false),
      'GET /api/v1/data/access-log': { entries: [], next: null, own: 0 },
    });
    await show(<Data />);
    const section = await screen.findByRole('region', { name: 'What we hold about you' });
    expect(within(section).getByText('Notes of your counsellor').parentElement?.textContent).toBe(
      'Notes of your counsellor2kept for at least ten years after your case is closed',
    );
    expect(section.textContent).toContain(
      'Nothing of these: Messages written in a session · Self-checks you saved',
    );
    expect(await screen.findByText(/^So far nobody else has opened/)).toBeTruthy();
  });

  it('says who did or tried what, and reads on', async () => {
    const pages: Record<string, object> = {
      '': {
        entries: [
          access({ allowed: false }),
          access({ purpose: 'care' }),
          access({ who: 'you', allowed: false }),
        ],
        next: 7,
        own: 0,
      },
      '7': {
        entries: [access({ who: 'night_porter', act: 'sang', thing: 'bell' })],
        next: null,
        own: 0,
      },
    };
    serve({
      'GET /api/v1/session': session('private_key'),
      'GET /api/v1/data': held(false),
      'GET /api/v1/data/access-log': (request: Request) =>
        Response.json(pages[new URL(request.url).searchParams.get('before') ?? '']),
    });
    await show(<Data />);
    fireEvent.click(await screen.findByRole('button', { name: 'Older' }));
    await waitFor(async () => expect(await lines()).toHaveLength(4));
    expect((await lines()).slice(0, 3)).toEqual([
      'Another counsellor tried to open a noteRefused',
      'Another counsellor opened a noteReason given: careAllowed',
      'You tried to open a noteRefused',
    ]);
    expect(screen.queryByRole('button', { name: 'Older' })).toBeNull();
    expect(screen.queryByText(/^What you did yourself/)).toBeNull();
  });

  it.each([
    [
      'en',
      /^What you did yourself, or somebody with your code.*: 31 lines$/,
      /You booked a session/,
    ],
    ['zh-Hans', /^您自己的操作，或者有人用您的访问码.*：31 条$/, /您约了一次会谈/],
  ] as const)('keeps what one did oneself behind one line (%s)', async (lang, line, own) => {
    const asked: string[] = [];
    serve({
      'GET /api/v1/session': session('private_key'),
      'GET /api/v1/data': held(false),
      'GET /api/v1/data/access-log': (request: Request) => {
        const { searchParams } = new URL(request.url);
        asked.push(searchParams.toString());
        const mine = access({ who: 'you', act: 'booked', thing: 'appointment' });
        const entries = searchParams.get('own') === 'true' ? [mine] : [access({})];
        return Response.json({ entries, next: null, own: 31 });
      },
    });
    await show(<Data />, { lang });
    const folded = (await screen.findByText(line)).closest('details') as HTMLDetailsElement;
    expect(asked).toEqual(['own=false']);
    expect(screen.queryByText(own)).toBeNull();
    folded.open = true;
    fireEvent(folded, new Event('toggle'));
    expect(await within(folded).findByText(own)).toBeTruthy();
    expect(asked).toEqual(['own=false', 'own=true']);
  });

  it('keeps a line it has no words for', async () => {
    serve({
      'GET /api/v1/session': session('private_key'),
      'GET /api/v1/data': held(false),
      'GET /api/v1/data/access-log': {
        entries: [access({ who: 'night_porter', thing: 'door_camera' })],
        next: null,
        own: 0,
      },
    });
    await show(<Data />);
    await screen.findByText(/night porter opened door camera/);
  });
});

describe('by visit code', () => {
  it.each([
    ['en', /made on Fri 20 Nov/, /If you did not make it/, 'Make a private key'],
    ['zh-Hans', /日期：11月20日 周五/, /如果不是您设置的/, '设置私人密钥'],
  ] as const)(
    'says when a key was made, and what to do if by another (%s)',
    async (lang, made, not, make) => {
      serve({
        'GET /api/v1/session': session('visit'),
        'GET /api/v1/data': { ...held(true), key_made_on: '2026-11-20' },
      });
      await show(<Data />, { lang, known: [paths.key] });
      expect(await screen.findByText(made)).toBeTruthy();
      expect(screen.getByText(not)).toBeTruthy();
      expect(screen.queryByRole('link', { name: make })).toBeNull();
    },
  );

  it('shows consents only, and offers a key', async () => {
    serve({ 'GET /api/v1/session': session('visit'), 'GET /api/v1/data': held(true) });
    await show(<Data />, { known: [paths.key] });
    const offer = await screen.findByRole('link', { name: 'Make a private key' });
    expect(offer.getAttribute('href')).toBe(paths.key);
    expect(screen.queryByRole('heading', { name: 'Who opened it' })).toBeNull();
    expect(screen.getByRole('switch', { name: 'Count me in anonymised statistics' })).toBeTruthy();
    expect(screen.getAllByRole('switch')).toHaveLength(1); // the service's own has none
  });

  it('withdraws in two taps, after saying what that changes and what not', async () => {
    let given = true;
    serve({
      'GET /api/v1/session': session('visit'),
      'GET /api/v1/data': () => Response.json(held(true, given)),
      'PUT /api/v1/data/consents/statistics': async (request: Request) => {
        given = ((await request.json()) as { given: boolean }).given;
        return new Response(null, { status: 204 });
      },
    });
    await show(<Data />);
    const find = () => screen.getByRole<HTMLInputElement>('switch');
    await waitFor(() => expect(find().checked).toBe(true));
    fireEvent.click(find());
    expect(given).toBe(true);
    expect(screen.getByText('The next case opened for you is not counted.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    await waitFor(() => expect(find().checked).toBe(false));
    expect(given).toBe(false);
    expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull();
    fireEvent.click(find());
    await waitFor(() => expect(find().checked).toBe(true));
    expect(given).toBe(true);
  });

  it('says when a change of mind did not arrive, and keeps what stands', async () => {
    serve({
      'GET /api/v1/session': session('visit'),
      'GET /api/v1/data': held(true),
      'PUT /api/v1/data/consents/statistics': () => problem(503, 'busy'),
    });
    await show(<Data />);
    fireEvent.click(await screen.findByRole('switch'));
    fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('switch').checked).toBe(true);
  });
});

describe('erasing', () => {
  const log = { entries: [], next: null, own: 0 };
  const asked = { due_at: '2026-11-25T02:00:00Z', waits_for: ['open_crisis', 'hold_order'] };

  it('says what goes and what stays before it is asked for, and is taken back', async () => {
    let erasure: object | null = null;
    serve({
      'GET /api/v1/session': session('private_key'),
      'GET /api/v1/data': () => Response.json({ ...held(false), erasure }),
      'GET /api/v1/data/access-log': log,
      'POST /api/v1/data/erasure': () => {
        erasure = asked;
        return new Response(null, { status: 204 });
      },
      'DELETE /api/v1/data/erasure': () => {
        erasure = null;
        return new Response(null, { status: 204 });
      },
    });
    await show(<Data />);
    fireEvent.click(await screen.findByRole('button', { name: 'See what would be erased' }));
    expect(screen.getByText('What stays, and why')).toBeTruthy();
    expect(erasure).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Erase after 72 hours' }));
    const told = await screen.findByRole('region', { name: 'Everything will be erased' });
    expect(within(told).getByText('A call for help of yours is still open.')).toBeTruthy();
    expect(within(told).getByText('A written legal demand has the record kept.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'See what would be erased' })).toBeNull();
    fireEvent.click(within(told).getByRole('button', { name: 'Take it back' }));
    expect(await screen.findByText('Taken back. Everything stays.')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Everything will be erased' })).toBeNull();
  });

  it('by visit code it cannot be asked for, but is seen and taken back', async () => {
    serve({ 'GET /api/v1/session': session('visit'), 'GET /api/v1/data': held(true) });
    await show(<Data />);
    expect(await screen.findByText(/^Asking for it takes the private key/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'See what would be erased' })).toBeNull();
  });

  it('says when the asking did not arrive', async () => {
    serve({
      'GET /api/v1/session': session('private_key'),
      'GET /api/v1/data': held(false),
      'GET /api/v1/data/access-log': log,
      'POST /api/v1/data/erasure': () => problem(503, 'busy'),
    });
    await show(<Data />);
    fireEvent.click(await screen.findByRole('button', { name: 'See what would be erased' }));
    fireEvent.click(screen.getByRole('button', { name: 'Erase after 72 hours' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

it('shows nothing of anybody before somebody has come in', async () => {
  serve({ 'GET /api/v1/session': session('') });
  await show(<Data />, { lang: 'zh-Hans' });
  expect((await screen.findByRole('link', { name: '进入' })).getAttribute('href')).toBe(
    paths.sessions,
  );
  expect(screen.getByRole('button', { name: '立即离开' })).toBeTruthy();
  expect(screen.getByRole('radio', { name: 'English' })).toBeTruthy();
});
