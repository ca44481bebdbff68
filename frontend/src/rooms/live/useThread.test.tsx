import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { problem, serve } from '../../testing';
import { useThread } from './useThread';

const ID = '0190a0a0-0000-7000-8000-000000000001';
const PATH = `/api/v1/live/${ID}/messages`;

interface Sent {
  text: string;
  key: string;
}

/** A server that keeps what it is sent once a key, and a network that is there or not. */
function place() {
  const kept: Sent[] = [];
  const asked: string[] = [];
  const now = { network: true, answers: true };
  const lost = (): never => {
    throw new TypeError('network');
  };
  const thread = () =>
    kept.map(({ text, key }, place) => ({
      number: place + 1,
      key,
      text,
      from_client: true,
      sent_at: '2027-01-04T10:00:00Z',
    }));
  serve({
    [`GET ${PATH}`]: () =>
      now.network
        ? Response.json({ messages: thread(), open: true, damage: { missing: 0, reference: '' } })
        : lost(),
    [`POST ${PATH}`]: async (request: Request) => {
      if (!now.network) lost();
      const sent = (await request.json()) as Sent;
      asked.push(sent.text);
      if (sent.text === 'unwanted') return problem(422, 'invalid');
      if (!kept.some(({ key }) => key === sent.key)) kept.push(sent);
      if (!now.answers) lost();
      const number = kept.findIndex(({ key }) => key === sent.key) + 1;
      return Response.json({ number, sent_at: '2027-01-04T10:01:00Z' }, { status: 201 });
    },
  });
  return { now, asked, said: () => kept.map(({ text }) => text) };
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('sends by itself, in order and once, what the network lost', async () => {
  const server = place();
  const { result } = renderHook(() => useThread(ID));
  await pass(100);
  server.now.answers = false;
  await act(() => result.current.send('one')); // the server has it, the answer is lost
  server.now.network = false;
  await act(() => result.current.send('two'));
  await pass(3000);
  expect(result.current.standing).toBe('away');
  expect(result.current.lines.map(({ state }) => state)).toEqual(['lost', 'lost']);
  Object.assign(server.now, { network: true, answers: true });
  await act(() => result.current.send('three'));
  await pass(6000);
  expect(server.said()).toEqual(['one', 'two', 'three']);
  expect(result.current.lines.map(({ text, state }) => `${text} ${state}`)).toEqual([
    'one here',
    'two here',
    'three here',
  ]);
  const asked = server.asked.length;
  await pass(6000);
  expect(server.asked).toHaveLength(asked);
});

it('does not try by itself what the server refused, and holds nothing up with it', async () => {
  const server = place();
  const { result } = renderHook(() => useThread(ID));
  await pass(100);
  await act(() => result.current.send('unwanted'));
  await act(() => result.current.send('two'));
  await pass(6000);
  expect(server.asked).toEqual(['unwanted', 'two']);
  expect(result.current.lines.map(({ state }) => state)).toEqual(['here', 'refused']);
});

it('sends nothing after one has left', async () => {
  const server = place();
  const { result, unmount } = renderHook(() => useThread(ID));
  await pass(100);
  server.now.network = false;
  await act(() => result.current.send('not for now'));
  unmount();
  server.now.network = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.said()).toEqual([]);
});
