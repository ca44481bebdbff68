import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { forgetAll } from '../lib/forget';
import { show } from '../testing';
import { FirstVisitNote } from './FirstVisitNote';

const button = () => screen.queryByRole('button', { name: 'Got it' });

it('stays away after a reload once it was read, and keeps nothing outside the tab', async () => {
  history.replaceState({ step: 'confirm' }, '', '/');
  const { unmount } = await show(<FirstVisitNote />);
  fireEvent.click(button() as HTMLElement);
  expect(button()).toBeNull();
  expect(history.state).toEqual({ step: 'confirm', noted: true });
  expect(localStorage.length).toBe(0);
  unmount();
  forgetAll(); // a reload begins with an empty memory, and the same entry of the history
  await show(<FirstVisitNote />);
  expect(button()).toBeNull();
});

it('is there for the next visit', async () => {
  await show(<FirstVisitNote />);
  expect(button()).toBeTruthy();
});
