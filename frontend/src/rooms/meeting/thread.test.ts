// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { joined, type Message } from './thread';

const message = (number: number): Message => ({
  number,
  key: null,
  from_client: true,
  sent_at: '2027-01-04T10:00:00Z',
  text: `message ${number}`,
});

it('adds what is new at the end', () => {
  expect(joined([message(1)], [message(2)]).map(({ number }) => number)).toEqual([1, 2]);
});

it('keeps a message once that two crossing readings brought', () => {
  const before = [message(1), message(2)];
  expect(joined(before, [message(2), message(3)]).map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(joined(before, [message(1), message(2)])).toBe(before);
});
