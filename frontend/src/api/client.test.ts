// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hold, locked, unlock } from '../lib/lock';
import { problem, serve } from '../testing';
import { api, read, sayLeaving } from './client';
import { ProblemError } from './problem';
import { makeQueryClient } from './query';

/** A path of any method, whatever the schema knows today. */
const call = (method: 'GET' | 'POST', path: string) =>
  read<unknown>(
    (api as never as Record<string, (p: string) => Promise<{ data?: unknown }>>)[method]?.(
      path,
    ) as never,
  );

const failure = async (promise: Promise<unknown>): Promise<ProblemError> => {
  const caught = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(caught instanceof ProblemError)) throw new Error('expected a ProblemError');
  return caught;
};

const withToken = () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the server sets it; a test has no server
  document.cookie = 'csrftoken=abc123';
};

beforeEach(() => {
  hold(false);
  unlock();
});

describe('asking', () => {
  it('sends the language and its own cookies, and no token where nothing changes', async () => {
    let seen: Request | undefined;
    serve({
      'GET /api/v1/session': (request: Request) => {
        seen = request;
        return Response.json({ name: 'Harbour' });
      },
    });
    document.documentElement.lang = 'zh-Hans';
    expect(await call('GET', '/api/v1/session')).toEqual({ name: 'Harbour' });
    expect(seen?.headers.get('Accept-Language')).toBe('zh-Hans');
    expect(seen?.headers.has('X-CSRFToken')).toBe(false);
    expect(seen?.credentials).toBe('same-origin');
  });

  it('adds the token to every write', async () => {
    withToken();
    let token: string | null = null;
    serve({
      'POST /api/v1/x': (request: Request) => {
        token = request.headers.get('X-CSRFToken');
        return new Response(null, { status: 204 });
      },
    });
    expect(await call('POST', '/api/v1/x')).toBeUndefined();
    expect(token).toBe('abc123');
  });
});

describe('refusals', () => {
  it('carry status, code, fields and what else was said', async () => {
    serve({
      'POST /api/v1/x': () =>
        problem(409, 'slot_taken', { fields: { 'answers.2': 'too_long' }, nearest: [1, 2, 3] }),
    });
    const refused = await failure(call('POST', '/api/v1/x'));
    expect(refused).toMatchObject({ status: 409, code: 'slot_taken' });
    expect(refused.extra.nearest).toEqual([1, 2, 3]);
    expect(refused.fields).toEqual({ 'answers.2': 'too_long' });
    expect(refused.message).toBe('slot_taken');
  });

  it('survive an answer that is not ours', async () => {
    serve({ 'GET /api/v1/x': () => new Response('<html>Bad gateway</html>', { status: 502 }) });
    expect(await failure(call('GET', '/api/v1/x'))).toMatchObject({
      status: 502,
      code: 'http_502',
    });
  });

  it('can be named by the beginning of what the server calls them', async () => {
    const headers = { 'X-Request-ID': '0123456789abcdef0123456789abcdef' };
    serve({ 'GET /api/v1/x': () => Response.json({}, { status: 500, headers }) });
    expect((await failure(call('GET', '/api/v1/x'))).reference).toBe('01234567');
    serve({ 'GET /api/v1/x': () => problem(404, 'not_found') });
    expect((await failure(call('GET', '/api/v1/x'))).reference).toBeUndefined();
  });

  it('tell a missing network apart', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failure(call('GET', '/api/v1/x'))).toMatchObject({
      status: 0,
      code: 'unreachable',
    });
  });

  it('lock a page on which somebody was signed in, and no other', async () => {
    serve({ 'GET /api/v1/x': () => problem(401, 'not_authenticated') });
    await failure(call('GET', '/api/v1/x'));
    expect(locked.get()).toBe(false);
    hold(true);
    await failure(call('GET', '/api/v1/x'));
    expect(locked.get()).toBe(true);
  });

  it('lock when the key is gone, but not while signing in', async () => {
    hold(true);
    serve({
      'POST /api/v1/auth/browser/v1/auth/login': () => problem(401, 'next_step'),
      'GET /api/v1/x': () => problem(423, 'locked'),
    });
    await failure(call('POST', '/api/v1/auth/browser/v1/auth/login'));
    expect(locked.get()).toBe(false);
    await failure(call('GET', '/api/v1/x'));
    expect(locked.get()).toBe(true);
  });

  it('lock when a fresh unlock is wanted', async () => {
    hold(true);
    serve({ 'GET /api/v1/x': () => problem(423, 'unlock_again') });
    await failure(call('GET', '/api/v1/x'));
    expect(locked.get()).toBe(true);
  });

  it('does not lock for what is sealed to somebody else', async () => {
    hold(true);
    serve({ 'GET /api/v1/x': () => problem(423, 'not_yours') });
    expect(await failure(call('GET', '/api/v1/x'))).toMatchObject({ code: 'not_yours' });
    expect(locked.get()).toBe(false);
  });
});

describe('the cache', () => {
  it('asks again only where that can help', () => {
    const retry = makeQueryClient().getDefaultOptions().queries?.retry as (
      tries: number,
      error: Error,
    ) => boolean;
    expect(retry(0, new ProblemError(0, 'unreachable'))).toBe(true);
    expect(retry(0, new ProblemError(503, 'busy'))).toBe(true);
    expect(retry(0, new ProblemError(404, 'not_found'))).toBe(false);
    expect(retry(2, new ProblemError(503, 'busy'))).toBe(false);
  });
});

it('says that it leaves with a beacon, which the closing page need not wait for', async () => {
  const beacon = vi.fn((_url: string) => true);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { sendBeacon: beacon }));
  sayLeaving();
  expect(beacon.mock.calls).toEqual([['/api/v1/session/leave']]);
});
