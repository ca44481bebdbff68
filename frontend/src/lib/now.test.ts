import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { heard, now } from './now';

const DEVICE = new Date('2026-11-21T08:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: DEVICE });
});

afterEach(() => {
  heard(DEVICE.toUTCString());
  vi.useRealTimers();
});

it('is the device’s until a server was heard', () => {
  expect(now()).toEqual(DEVICE);
});

it('follows a server that lives at another time, and goes on with it', () => {
  heard('Fri, 15 Jan 2027 02:20:00 GMT');
  vi.advanceTimersByTime(60_000);
  expect(now().toISOString()).toBe('2027-01-15T02:21:00.000Z');
});

it('takes a few seconds for the way of the answer', () => {
  heard('Sat, 21 Nov 2026 07:59:57 GMT');
  expect(now()).toEqual(DEVICE);
});

it('keeps what it knows when an answer tells no time', () => {
  heard('Fri, 15 Jan 2027 02:20:00 GMT');
  heard(null);
  heard('soon');
  expect(now().getUTCFullYear()).toBe(2027);
});
