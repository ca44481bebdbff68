// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { forgetAll } from './forget';
import { flushUnsaved, isAnythingUnsaved, keepUnsaved, nowSaved } from './unsaved';

const leaving = () => {
  const event = new Event('beforeunload', { cancelable: true });
  dispatchEvent(event);
  return event.defaultPrevented;
};

it('asks before the tab is closed as long as a text is on this page only', () => {
  const flush = vi.fn(async () => undefined);
  expect(leaving()).toBe(false);
  keepUnsaved({ id: 'one', path: '/staff/c/1/n/one' }, flush);
  keepUnsaved({ id: 'one', path: '/staff/c/1/n/one' }, flush);
  expect([leaving(), isAnythingUnsaved()]).toEqual([true, true]);
  expect(flush).toHaveBeenCalledTimes(1);
  nowSaved('one');
  expect([leaving(), isAnythingUnsaved()]).toEqual([false, false]);
});

it('tries every text even when one fails, and forgets all when somebody leaves', async () => {
  const fine = vi.fn(async () => undefined);
  keepUnsaved({ id: 'one', path: '/1' }, () => Promise.reject(new Error('offline')));
  keepUnsaved({ id: 'two', path: '/2' }, fine);
  await flushUnsaved();
  expect(fine).toHaveBeenCalledTimes(1);
  forgetAll();
  expect([leaving(), isAnythingUnsaved()]).toEqual([false, false]);
});
