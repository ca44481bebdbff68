import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem, serve, show } from '../../testing';
import YourKey from './YourKey';

const bytes = Uint8Array.from([1, 2, 3]).buffer;
const open = { kinds: ['care'], opened_at: null, idle_until: null, until: null, is_set: true };
const challenge = { rp_id: 'localhost', user: 'AQ', challenge: 'AQ', salt: 'AQ', known: [] };
const made = {
  rawId: bytes,
  authenticatorAttachment: 'platform',
  getClientExtensionResults: () => ({ prf: { enabled: true } }),
  response: { clientDataJSON: bytes, attestationObject: bytes, getTransports: () => [] },
};
const used = {
  rawId: bytes,
  getClientExtensionResults: () => ({ prf: { results: { first: bytes } } }),
  response: { clientDataJSON: bytes, authenticatorData: bytes, signature: bytes },
};
const cancelled = Object.assign(new Error('no'), { name: 'NotAllowedError' });

/** A browser whose device answers these, in turn, when it is asked to be used. */
function device(...uses: (object | Error)[]) {
  const create = vi.fn(async () => made);
  const get = vi.fn(async () => {
    const next = uses.shift();
    if (next instanceof Error) throw next;
    return next;
  });
  vi.stubGlobal('PublicKeyCredential', {});
  Object.defineProperty(navigator, 'credentials', { value: { create, get }, configurable: true });
  return { create, get };
}

const ADDED = { id: 'p1', device: 'mac', made_on: '2026-11-22', used_on: null };
let sent = 0;
beforeEach(() => {
  sent = 0;
});

/** A server that takes what it is sent, after so many times of finding it stale. */
const taking = (stale = 0) => {
  let tries = 0;
  return () => {
    tries += 1;
    if (tries <= stale) return problem(409, 'stale');
    sent += 1;
    return Response.json(ADDED, { status: 201 });
  };
};

const said = {
  'GET /api/v1/unlock': open,
  'GET /api/v1/unlock/passkeys': () => Response.json(sent > 0 ? [ADDED] : []),
  'POST /api/v1/unlock/passkeys/challenge': challenge,
  'GET /api/v1/session': { kind: 'staff', name: 'Li Wen', roles: ['counsellor'] },
};
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

afterEach(() => vi.unstubAllGlobals());

describe('adding this device', () => {
  it('goes on where a browser wants to be touched again in between', async () => {
    const { create, get } = device(cancelled, used);
    serve({ ...said, 'POST /api/v1/unlock/passkeys': taking() });
    await show(<YourKey />);
    await press('Add this device');
    expect(await screen.findByText(/One step is left/)).toBeTruthy();
    expect(sent).toBe(0);
    await press('Confirm with this device');
    expect(await screen.findByText(/From now on this device unlocks/)).toBeTruthy();
    expect([create.mock.calls.length, get.mock.calls.length, sent]).toEqual([1, 2, 1]);
  });

  it.each([
    [423, 'unlock_again', /Your last unlock is a while ago/],
    [409, 'too_many', /Ten devices are the most/],
    [409, 'no_passphrase', /changed/],
  ])('is refused in words: %d %s', async (status, code, words) => {
    device();
    serve({ ...said, 'POST /api/v1/unlock/passkeys/challenge': () => problem(status, code) });
    await show(<YourKey />);
    await press('Add this device');
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('a challenge that is over begins anew', async () => {
    const { create } = device(used, used);
    serve({ ...said, 'POST /api/v1/unlock/passkeys': taking(1) });
    await show(<YourKey />);
    await press('Add this device');
    expect(await screen.findByText(/That took too long/)).toBeTruthy();
    await press('Add this device');
    expect(await screen.findByText(/From now on this device unlocks/)).toBeTruthy();
    expect(create).toHaveBeenCalledTimes(2);
  });

  it('is offered only to whoever has unlocked', async () => {
    device();
    serve({ ...said, 'GET /api/v1/unlock': { ...open, kinds: [] } });
    await show(<YourKey />);
    expect(await screen.findByRole('link', { name: 'Unlock your notes' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add this device' })).toBeNull();
  });
});
