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

/** The library names its refusals in its own way; ours carry a code. */
const named = (failure: ProblemError, code: string): ProblemError =>
  new ProblemError(failure.status, code, failure.title, failure.fields, failure.extra);

/** What was given does not open: 400 or 401, and never which part of it was wrong. */
async function accepted(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (failure) {
    const wrong = failure instanceof ProblemError && [400, 401].includes(failure.status);
    throw wrong ? named(failure, 'not_accepted') : failure;
  }
}

/** Signs in. Answers whether a code is still to be given. Refused with `not_accepted`. */
export async function signIn(email: string, password: string): Promise<'in' | 'code'> {
  try {
    await accepted(read(auth.POST(`${AUTH}/login`, { body: { email, password } })));
    return 'in';
  } catch (failure) {
    if (asksForCode(failure)) return 'code';
    if (failure instanceof ProblemError && failure.status === 409) return 'in'; // was in already
    throw failure;
  }
}

/** The code of the second factor. Refused with `not_accepted`. */
export async function giveCode(code: string): Promise<void> {
  await accepted(read(auth.POST(`${AUTH}/2fa/authenticate`, { body: { code } })));
}

/** Shows that whoever signed in is still the one who sits here. Refused with `not_accepted`. */
export async function proveAgain(password: string): Promise<void> {
  await accepted(read(auth.POST(`${AUTH}/reauthenticate`, { body: { password } })));
}

/** Sets a password with the key of an invitation. Refused with `weak_password` or `wrong_key`. */
export async function setPassword(key: string, password: string): Promise<void> {
  try {
    await read(auth.POST(`${AUTH}/password/reset`, { body: { key, password } }));
  } catch (failure) {
    if (!(failure instanceof ProblemError)) throw failure;
    if (failure.status === 401) return; // set; nobody is signed in by it
    if (failure.status !== 400) throw failure;
    const errors = (failure.extra.errors ?? []) as { param?: string }[];
    const weak = errors.some((error) => error.param === 'password');
    throw named(failure, weak ? 'weak_password' : 'wrong_key');
  }
}
