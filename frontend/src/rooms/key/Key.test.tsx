import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { paths } from '../../lib/paths';
import { wordsWanted } from '../../lib/wayIn';
import { problem, serve, show } from '../../testing';
import Key from './Key';

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const twelve = [...WORDS, 'ocean', 'tide'];
const session = (way_in: string) => ({
  kind: way_in ? 'client' : 'anonymous',
  way_in,
  neutral_name: 'Harbour',
  exit_path: '/rest',
});

const held = (key_made_on: string | null) => ({
  key_needed: true,
  key_made_on,
  key_waits: key_made_on !== null,
  kinds: [],
  consents: [],
});

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

/** A server that makes these words and takes the last two. */
function keyServer(confirm: (words: unknown) => Response): void {
  serve({
    'GET /api/v1/session': session('visit'),
    'GET /api/v1/data': held(null),
    'POST /api/v1/key': { words: twelve },
    'POST /api/v1/key/confirm': async (request: Request) => confirm(await request.json()),
  });
}

async function toTheCheck(): Promise<void> {
  await show(<Key />, { known: [paths.data] });
  fireEvent.click(await screen.findByRole('button', { name: 'Show me twelve words' }));
  await screen.findByText('ocean');
  press('I wrote them down');
}

describe('the private key', () => {
  it('is made by words shown once and two typed again', async () => {
    const sent: unknown[] = [];
    keyServer((body) => {
      sent.push(body);
      return new Response(null, { status: 204 });
    });
    await toTheCheck();
    expect(screen.queryByText('ocean')).toBeNull();
    type('Word 11', 'Ocean ');
    type('Word 12', 'tide');
    press('Check the words');
    await screen.findByRole('heading', { name: 'Your private key works' });
    expect(sent).toEqual([{ words: ['ocean', 'tide'] }]);
    expect(screen.getByRole('link', { name: 'See my data' }).getAttribute('href')).toBe('/data');
    expect(document.body.textContent).not.toContain('ocean');
  });

  it('asks nobody about a slip of the pen, and shows the words again', async () => {
    let asked = 0;
    keyServer(() => {
      asked += 1;
      return problem(422, 'not_accepted');
    });
    await toTheCheck();
    type('Word 11', 'ocean');
    type('Word 12', 'tie');
    press('Check the words');
    expect(screen.getByText('This is not word 12. Please look at your paper again.')).toBeTruthy();
    expect(screen.queryByText('This is not word 11. Please look at your paper again.')).toBeNull();
    expect(asked).toBe(0);
    press('Show the words again');
    expect(screen.getByText('tide')).toBeTruthy();
  });

  it('begins anew when the words were replaced elsewhere', async () => {
    keyServer(() => problem(409, 'no_key'));
    await toTheCheck();
    type('Word 11', 'ocean');
    type('Word 12', 'tide');
    press('Check the words');
    fireEvent.click(await screen.findByRole('button', { name: 'Make new words' }));
    expect(await screen.findByRole('button', { name: 'Show me twelve words' })).toBeTruthy();
  });

  it('is not made by somebody with a visit code when there is one', async () => {
    serve({
      'GET /api/v1/session': session('visit'),
      'GET /api/v1/data': held(null), // made by somebody else since this page was opened
      'POST /api/v1/key': () => problem(409, 'key_exists'),
    });
    await show(<Key />);
    fireEvent.click(await screen.findByRole('button', { name: 'Show me twelve words' }));
    expect((await screen.findByRole('alert')).textContent).toContain('already');
  });

  it('is said to be there, with its day, before anything is offered', async () => {
    serve({ 'GET /api/v1/session': session('visit'), 'GET /api/v1/data': held('2026-11-20') });
    await show(<Key />, { known: [paths.data] });
    expect(await screen.findByText(/made on Fri 20 Nov/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show me twelve words' })).toBeNull();
    fireEvent.click(screen.getByRole('link', { name: 'I have one: type my twelve words' }));
    expect(wordsWanted()).toBe(paths.key);
    expect(location.pathname).toBe(paths.sessions);
  });

  it('is explained to whoever has not come in, and made by nobody', async () => {
    serve({ 'GET /api/v1/session': session('') });
    await show(<Key />);
    expect((await screen.findByRole('link', { name: 'Come in' })).getAttribute('href')).toBe(
      paths.sessions,
    );
    expect(screen.getByRole('heading', { name: 'What it opens' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show me twelve words' })).toBeNull();
  });

  it('can be replaced by whoever came in with it', async () => {
    serve({ 'GET /api/v1/session': session('private_key') });
    await show(<Key />);
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Make new words' })).toBeTruthy(),
    );
  });
});
