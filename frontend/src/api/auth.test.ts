// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { problem, serve } from '../testing';
import { setPassword, signIn } from './auth';

const AUTH = 'POST /api/v1/auth/browser/v1/auth';
const answer = (status: number, body: object) => () =>
  new Response(JSON.stringify({ status, ...body }), { status });

describe('signing in', () => {
  it('is done, or asks for a code', async () => {
    serve({ [`${AUTH}/login`]: {} });
    expect(await signIn('a@eap.example', 'right')).toBe('in');
    const flows = [{ id: 'login' }, { id: 'mfa_authenticate', is_pending: true }];
    serve({ [`${AUTH}/login`]: answer(401, { data: { flows } }) });
    expect(await signIn('a@eap.example', 'right')).toBe('code');
  });

  it('is done for whoever was in already', async () => {
    serve({ [`${AUTH}/login`]: answer(409, {}) });
    expect(await signIn('a@eap.example', 'right')).toBe('in');
  });

  it('is refused in one way, whatever was wrong', async () => {
    serve({ [`${AUTH}/login`]: answer(400, { errors: [{ param: 'password' }] }) });
    await expect(signIn('a@eap.example', 'wrong')).rejects.toMatchObject({ code: 'not_accepted' });
  });

  it('a 401 that asks for nothing more is a refusal', async () => {
    serve({ [`${AUTH}/login`]: answer(401, { data: { flows: [{ id: 'login' }] } }) });
    await expect(signIn('a@eap.example', 'right')).rejects.toMatchObject({ code: 'not_accepted' });
  });
});

describe('the first password', () => {
  const reset = `${AUTH}/password/reset`;

  it('is set; the library says so by asking to sign in', async () => {
    serve({ [reset]: answer(401, { data: { flows: [] } }) });
    await expect(setPassword('key', 'quiet grey heron at dusk')).resolves.toBeUndefined();
  });

  it('tells a weak one from a key that does not work', async () => {
    serve({ [reset]: answer(400, { errors: [{ param: 'password', code: 'too_short' }] }) });
    await expect(setPassword('key', 'short')).rejects.toMatchObject({ code: 'weak_password' });
    serve({ [reset]: answer(400, { errors: [{ param: 'key', code: 'invalid' }] }) });
    const spent = setPassword('key', 'quiet grey heron at dusk');
    await expect(spent).rejects.toMatchObject({ code: 'wrong_key' });
  });

  it('passes on what it does not know', async () => {
    serve({ [reset]: () => problem(503, 'busy') });
    await expect(setPassword('key', 'quiet grey heron')).rejects.toMatchObject({ status: 503 });
  });
});
