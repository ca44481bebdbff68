import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answers, problem, serve, show } from '../../testing';
import { PassphraseForm } from './PassphraseForm';

const TEN = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const twelve = [...TEN, 'ocean', 'tide'];
const PASSPHRASE = 'seven quiet boats at noon';
const state = (is_set: boolean, kinds: string[] = []) => ({
  kinds,
  opened_at: null,
  idle_until: null,
  until: null,
  is_set,
});

const unlocked = vi.fn();
beforeEach(() => unlocked.mockReset());

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const open = (onLock = false) => show(<PassphraseForm onLock={onLock} onUnlocked={unlocked} />);

/** A server that notes what it is sent. */
function keeping(is_set: boolean, more: Answers = {}): Record<string, unknown[]> {
  const sent: Record<string, unknown[]> = {};
  const keep = (name: string, answer: () => Response) => async (request: Request) => {
    sent[name] = [...(sent[name] ?? []), await request.json()];
    return answer();
  };
  const done = () => new Response(null, { status: 204 });
  serve({
    'GET /api/v1/unlock': state(is_set),
    'POST /api/v1/unlock': keep('unlock', () => Response.json(state(true, ['care']))),
    'PUT /api/v1/unlock/passphrase': keep('set', () => Response.json({ words: twelve })),
    'POST /api/v1/unlock/code': keep('code', done),
    'POST /api/v1/unlock/recover': keep('recover', () => Response.json({ words: twelve })),
    ...more,
  });
  return sent;
}

async function choose(): Promise<void> {
  await screen.findByRole('heading', { name: 'Choose your notes passphrase' });
  type('Notes passphrase', PASSPHRASE);
  type('The same once more', PASSPHRASE);
  press('Set and go on');
  await screen.findByRole('heading', { name: 'Your recovery code' });
}

describe('the first passphrase', () => {
  it('comes with a code, which is typed from paper and then opens', async () => {
    const sent = keeping(false);
    await open();
    await choose();
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(twelve);
    expect(screen.queryByRole('button', { name: /copy|print/i })).toBeNull();
    expect(sent.unlock).toBeUndefined();
    press('I wrote them down');
    expect(screen.queryByText('ocean')).toBeNull();
    type('The twelve words', twelve.join(' '));
    press('Check and unlock');
    await waitFor(() => expect(unlocked).toHaveBeenCalledOnce());
    expect(sent.set).toEqual([{ new: PASSPHRASE, current: '', language: 'en' }]);
    expect(sent.code).toEqual([{ words: twelve.join(' ') }]);
    expect(sent.unlock).toEqual([{ passphrase: PASSPHRASE }]);
  });

  it('keeps wrong words on the screen, names them and shows the right ones again', async () => {
    const sent = keeping(false);
    await open();
    await choose();
    press('I wrote them down');
    const wrong = [...TEN, 'tide', 'ocean'].join(' ');
    type('The twelve words', wrong);
    press('Check and unlock');
    expect(screen.getByText(/^Words 11 and 12 are not the ones that were shown/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>('The twelve words').value).toBe(wrong);
    type('The twelve words', TEN.join(' '));
    press('Check and unlock');
    expect(screen.getByText(/^These are 10 words/)).toBeTruthy();
    press('Show the words again');
    expect(screen.getByText('tide')).toBeTruthy();
    press('I wrote them down');
    expect(screen.getByLabelText<HTMLTextAreaElement>('The twelve words').value).toBe(
      TEN.join(' '),
    );
    expect(sent.code).toBeUndefined();
  });

  it('begins once more when another page has changed the code', async () => {
    keeping(false, { 'POST /api/v1/unlock/code': () => problem(409, 'no_code') });
    await open();
    await choose();
    press('I wrote them down');
    type('The twelve words', twelve.join(' '));
    press('Check and unlock');
    fireEvent.click(await screen.findByRole('button', { name: 'Begin once more' }));
    expect(
      await screen.findByRole('heading', { name: 'Choose your notes passphrase' }),
    ).toBeTruthy();
    expect(unlocked).not.toHaveBeenCalled();
  });

  it('says the code once, however often unlocking is tried', async () => {
    let tries = 0;
    const sent = keeping(false, {
      'POST /api/v1/unlock': () => {
        tries += 1;
        return tries > 1 ? Response.json(state(true, ['care'])) : problem(429, 'busy');
      },
    });
    await open();
    await choose();
    press('I wrote them down');
    type('The twelve words', twelve.join(' '));
    press('Check and unlock');
    await screen.findByText(/Too many tries/);
    press('Check and unlock');
    await waitFor(() => expect(unlocked).toHaveBeenCalledOnce());
    expect(sent.code).toHaveLength(1);
  });
});

describe('a forgotten passphrase', () => {
  const forget = async (onLock = false) => {
    await open(onLock);
    fireEvent.click(await screen.findByRole('button', { name: 'I forgot the passphrase' }));
  };

  it('is replaced by the code, and the new code is typed again', async () => {
    const sent = keeping(true);
    await forget();
    type('The twelve words', twelve.join(' '));
    type('New notes passphrase', PASSPHRASE);
    press('Set the new passphrase');
    expect(screen.getByText('The two do not agree.')).toBeTruthy();
    type('The same once more', PASSPHRASE);
    press('Set the new passphrase');
    await screen.findByRole('heading', { name: 'Your recovery code' });
    press('I wrote them down');
    type('The twelve words', twelve.join(' '));
    press('Check and unlock');
    await waitFor(() => expect(unlocked).toHaveBeenCalledOnce());
    const words = twelve.join(' ');
    expect(sent.recover).toEqual([{ words, new: PASSPHRASE, language: 'en' }]);
  });

  it.each([
    ['wrong_code', 403, {}],
    ['invalid', 422, { fields: { words: 'checksum' } }],
  ])('is not replaced by other words (%s), which stay', async (code, status, extra) => {
    keeping(true, { 'POST /api/v1/unlock/recover': () => problem(status, code, extra) });
    await forget();
    type('The twelve words', twelve.join(' '));
    type('New notes passphrase', PASSPHRASE);
    type('The same once more', PASSPHRASE);
    press('Set the new passphrase');
    expect(await screen.findByText(/These words do not open your notes/)).toBeTruthy();
    expect(screen.queryByText(/Too short or too simple/)).toBeNull();
    expect(screen.getByLabelText<HTMLTextAreaElement>('The twelve words').value).toContain('ocean');
  });

  it('without the code: a key is given up only by typing a word', async () => {
    let given = 0;
    keeping(true, {
      'GET /api/v1/unlock': () => Response.json(state(given === 0)),
      'POST /api/v1/unlock/anew': () => {
        given += 1;
        return new Response(null, { status: 204 });
      },
    });
    await forget();
    press('I have neither');
    expect(screen.getByText(/The custodians can bring it back/)).toBeTruthy();
    press('Give up my key');
    expect(screen.getByText(/Nothing was given up/)).toBeTruthy();
    expect(given).toBe(0);
    type('Type “anew” to go on', ' Anew');
    press('Give up my key');
    await screen.findByRole('heading', { name: 'Choose your notes passphrase' });
    expect(given).toBe(1);
  });

  it('never on the lock, where somebody else may stand', async () => {
    keeping(true);
    await forget(true);
    press('I have neither');
    expect(screen.getByText(/Nothing is given up from a locked page/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Give up my key' })).toBeNull();
  });
});
