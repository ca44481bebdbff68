import createClient, { type Middleware } from 'openapi-fetch';
import { currentLang } from '../lib/i18n';
import { isLockedThere, sessionLost } from '../lib/lock';
import { heard } from '../lib/now';
import { problemFrom, unreachable } from './problem';
import type { paths } from './schema';

/** The only file that talks to the server; a test refuses any other. */

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const LEAVE = '/api/v1/session/leave';
/** A 423 that no unlock of one's own helps with. */
const SEALED_TO_OTHERS = 'not_yours';
/** Signing in answers 401 as part of its steps; there it is not a lost session. */
const SIGNING_IN = '/api/v1/auth/';

/** The token against forged requests. It comes with a visit and goes with it, whoever ended it. */
export function csrfToken(): string | undefined {
  return /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1];
}

const manners: Middleware = {
  onRequest({ request }) {
    // Going back behind a blank page makes parts of it ask anew, and an answer brings a cookie.
    if (document.documentElement.dataset.left) throw unreachable();
    request.headers.set('Accept-Language', currentLang());
    const token = csrfToken();
    if (token && !SAFE.has(request.method)) request.headers.set('X-CSRFToken', token);
    return request;
  },
  async onResponse({ request, response }) {
    heard(response.headers.get('Date'));
    if (response.ok) return response;
    const signingIn = new URL(request.url).pathname.startsWith(SIGNING_IN);
    if (response.status === 401 && !signingIn) sessionLost();
    const problem = await problemFrom(response);
    if (problem.status === 423 && problem.code !== SEALED_TO_OTHERS) isLockedThere();
    throw problem;
  },
  onError: () => unreachable(),
};

/** Typed calls by method and path. They throw `ProblemError`; wrap them in `read` for the answer. */
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  cache: 'no-store',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
  fetch: (request) => globalThis.fetch(request),
});
api.use(manners);

/** The answer of a call: `await read(api.GET('/api/v1/...'))`. */
export async function read<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}

/** Closes what this browser had opened, as the page goes away; the browser delivers it afterwards. */
export function sayLeaving(): void {
  navigator.sendBeacon(LEAVE);
}

const LONGEST_MS = 8_000;

/**
 * The same, and whether the server has heard it. It is asked past `manners`, which ask nothing any
 * more once this page was left; the browser sends it on should the page go away meanwhile.
 */
export async function isLeavingHeard(): Promise<boolean> {
  try {
    const { ok } = await globalThis.fetch(LEAVE, {
      method: 'POST',
      keepalive: true,
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    return ok;
  } catch {
    return false;
  }
}
