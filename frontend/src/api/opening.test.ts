import { beforeEach, expect, it, vi } from 'vitest';
import { lock, unlock } from '../lib/lock';
import { pastTheLock } from './opening';
import { ProblemError } from './problem';

beforeEach(unlock);

const refused = () => new ProblemError(423, 'locked');

it('does what it is asked', async () => {
  expect(await pastTheLock(async () => 7)).toBe(7);
});

it('waits at the lock and then does it once more', async () => {
  const act = vi.fn(async () => 'open');
  act.mockImplementationOnce(async () => {
    lock(); // what the client does when the server answers 423
    throw refused();
  });
  const done = pastTheLock(act);
  await new Promise((go) => setTimeout(go, 5));
  expect(act).toHaveBeenCalledTimes(1);
  unlock();
  expect(await done).toBe('open');
  expect(act).toHaveBeenCalledTimes(2);
});

it('does not wait for what no lock explains', async () => {
  await expect(pastTheLock(() => Promise.reject(refused()))).rejects.toThrow('locked');
  lock();
  const absent = new ProblemError(404, 'not_found');
  await expect(pastTheLock(() => Promise.reject(absent))).rejects.toBe(absent);
});
