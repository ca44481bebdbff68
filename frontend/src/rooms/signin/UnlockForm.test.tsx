import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problem, serve, show } from '../../testing';
import UnlockForm from './UnlockForm';

const SESSION = 'GET /api/v1/session';
const UNLOCK = 'GET /api/v1/unlock';
const LOGIN = 'POST /api/v1/auth/browser/v1/auth/login';
const staff = (name: string) => ({ kind: 'staff', name, roles: ['counsellor'] });
const locked = { kinds: [], opened_at: null, idle_until: null, until: null, is_set: true };

const replace = vi.fn();
const unlocked = vi.fn();

beforeEach(() => {
  replace.mockReset();
  unlocked.mockReset();
  vi.spyOn(window.location, 'replace').mockImplementation(replace);
});

const open = (roles: readonly string[] = ['counsellor']) =>
  show(<UnlockForm who="Li Wen" roles={roles} onUnlocked={unlocked} />);
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('the lock', () => {
  it('opens with the passphrase, and says when it is another', async () => {
    serve({
      [SESSION]: staff('Li Wen'),
      [UNLOCK]: locked,
      'POST /api/v1/unlock': () => problem(403, 'wrong_passphrase'),
    });
    await open();
    await screen.findByLabelText('Notes passphrase');
    type('Notes passphrase', 'seven quiet boats');
    press('Unlock');
    expect(await screen.findByText('That is not your notes passphrase.')).toBeTruthy();
    serve({ [SESSION]: staff('Li Wen'), 'POST /api/v1/unlock': { ...locked, kinds: ['care'] } });
    press('Unlock');
    await waitFor(() => expect(unlocked).toHaveBeenCalledOnce());
  });

  const WITHOUT_NOTES = ['operations', 'programme_manager', 'privacy_officer', 'auditor'];
  it.each(WITHOUT_NOTES)('asks people without notes for their password: %s', async (role) => {
    serve({
      [SESSION]: { ...staff('Wu Gang'), roles: [role] },
      'POST /api/v1/auth/browser/v1/auth/reauthenticate': {},
    });
    await open([role]);
    await screen.findByLabelText('Password');
    type('Password', 'right');
    press('Unlock');
    await waitFor(() => expect(unlocked).toHaveBeenCalledOnce());
  });

  it('lets somebody who chose none yet choose one', async () => {
    serve({ [SESSION]: staff('Li Wen'), [UNLOCK]: { ...locked, is_set: false } });
    await open();
    expect(
      await screen.findByRole('heading', { name: /Choose your notes passphrase/ }),
    ).toBeTruthy();
    type('Notes passphrase', 'seven quiet boats at noon');
    press('Set and go on');
    expect(await screen.findByText('The two do not agree.')).toBeTruthy();
  });

  it('asks who has no passphrase for the password while the screen is locked', async () => {
    serve({
      [SESSION]: { ...staff('Li Wen'), locked: true },
      [UNLOCK]: { ...locked, is_set: false },
      'POST /api/v1/auth/browser/v1/auth/reauthenticate': {},
    });
    await open();
    await screen.findByLabelText('Password');
    type('Password', 'right');
    press('Unlock');
    await waitFor(() => expect(unlocked).toHaveBeenCalledOnce());
  });
});

describe('when the sign-in has ended', () => {
  const signInAs = async (name: string) => {
    serve({ [SESSION]: { kind: 'anonymous', name: '', roles: [] }, [LOGIN]: {} });
    await open();
    await screen.findByText(/Your sign-in has ended/);
    serve({ [SESSION]: staff(name), [LOGIN]: {}, [UNLOCK]: locked });
    type('Work e-mail', 'somebody@eap.example');
    type('Password', 'right');
    press('Sign in');
  };

  it('the same person goes on with the passphrase', async () => {
    await signInAs('Li Wen');
    expect(await screen.findByLabelText('Notes passphrase')).toBeTruthy();
    expect(replace).not.toHaveBeenCalled();
  });

  it('somebody else finds nothing of the page beneath', async () => {
    await signInAs('Zhao Min');
    await waitFor(() => expect(replace).toHaveBeenCalledWith('/staff'));
  });
});
