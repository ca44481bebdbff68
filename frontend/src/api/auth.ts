import type { Client } from 'openapi-fetch';
import { api, read } from './client';
import { ProblemError } from './problem';

/**
 * The door of the sign-in library. Its addresses are not part of our schema, and its steps answer
 * 401 where something is still asked for; both stay in this file.
 */
const AUTH = '/api/v1/auth/browser/v1/auth';

interface Post<Body> {
  post: {
    requestBody: { content: { 'application/json': Body } };
    responses: { 200: { content: { 'application/json': unknown } } };
  };
}

interface Paths {
  '/api/v1/auth/browser/v1/auth/login': Post<{ email: string; password: string }>;
  '/api/v1/auth/browser/v1/auth/2fa/authenticate': Post<{ code: string }>;
  '/api/v1/auth/browser/v1/auth/reauthenticate': Post<{ password: string }>;
  '/api/v1/auth/browser/v1/auth/password/reset': Post<{ key: string; password: string }>;
}

const auth = api as unknown as Client<Paths>;

interface Said {
  flows?: { id: string; is_pending?: boolean }[];
}

/** Whether a refusal only asks for the code of a second factor. */
function asksForCode(failure: unknown): boolean {
  if (!(failure instanceof ProblemError) || failure.status !== 401) return false;
  const flows = (failure.extra.data as Said | undefined)?.flows ?? [];
  return flows.some((flow) => flow.id === 'mfa_authenticate' && flow.is_pending === true);
}

/** Signs in. Answers whether a code is still to be given. Wrong in any part is one refusal, 400. */
export async function signIn(email: string, password: string): Promise<'in' | 'code'> {
  try {
    await read(auth.POST(`${AUTH}/login`, { body: { email, password } }));
    return 'in';
  } catch (failure) {
    if (asksForCode(failure)) return 'code';
    if (failure instanceof ProblemError && failure.status === 409) return 'in'; // was in already
    throw failure;
  }
}

/** The code of the second factor. */
export async function giveCode(code: string): Promise<void> {
  await read(auth.POST(`${AUTH}/2fa/authenticate`, { body: { code } }));
}

/** Shows that whoever signed in is still the one who sits here. */
export async function proveAgain(password: string): Promise<void> {
  await read(auth.POST(`${AUTH}/reauthenticate`, { body: { password } }));
}

/** Why a first password was not accepted. */
export type PasswordFault = 'key' | 'password';

/** Sets a password with the key of an invitation. Answers what was wrong, or null. */
export async function setPassword(key: string, password: string): Promise<PasswordFault | null> {
  try {
    await read(auth.POST(`${AUTH}/password/reset`, { body: { key, password } }));
    return null;
  } catch (failure) {
    if (!(failure instanceof ProblemError)) throw failure;
    if (failure.status === 401) return null; // set; nobody is signed in by it
    if (failure.status !== 400) throw failure;
    const errors = (failure.extra.errors ?? []) as { param?: string }[];
    return errors.some((error) => error.param === 'password') ? 'password' : 'key';
  }
}
