import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetAll, onForget } from '../lib/forget';
import { covered, leftAlone, lock, locked, sitting, unlock } from '../lib/lock';
import { problem, serve, show } from '../testing';
import { Cover } from './Cover';
import { Leave } from './Leave';
import { LockSheet } from './LockSheet';
import { PageTitle } from './PageTitle';

const went: string[] = [];
const beacons: string[] = [];

beforeEach(() => {
  went.length = 0;
  beacons.length = 0;
  delete document.documentElement.dataset.left;
  unlock();
  covered.set(false);
  sitting.set(false);
  vi.spyOn(location, 'replace').mockImplementation((to) => {
    went.push(String(to));
  });
  vi.stubGlobal(
    'navigator',
    Object.assign(Object.create(navigator), {
      sendBeacon: (url: string) => beacons.push(url) > 0,
    }),
  );
});

describe('Leave', () => {
  it('blanks, forgets, says so and goes, in one tick', async () => {
    const forgotten = vi.fn();
    onForget(forgotten);
    await show(<Leave />);
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(document.documentElement.dataset.left).toBe('');
    expect(forgotten).toHaveBeenCalledTimes(1);
    expect(beacons).toEqual(['/api/v1/session/leave']);
    expect(went).toEqual(['/rest']);
  });

  it('goes where the programme says', async () => {
    serve({ 'GET /api/v1/session': { neutral_name: 'Harbour', exit_path: '/weather' } });
    await show(<Leave />);
    await vi.waitFor(() => {
      went.length = 0;
      fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
      expect(went).toEqual(['/weather']);
    });
  });

  it('goes even when something cannot be forgotten', async () => {
    const take = onForget(() => {
      throw new Error('stuck');
    });
    await show(<Leave />);
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(went).toEqual(['/rest']);
    take();
    forgetAll();
  });
});

describe('the cover', () => {
  const hide = (hidden: boolean) =>
    act(() => {
      Object.defineProperty(document, 'visibilityState', {
        value: hidden ? 'hidden' : 'visible',
        configurable: true,
      });
      document.dispatchEvent(new Event('visibilitychange'));
    });

  it('stands before the tab is put away and stays for agents until a tap', async () => {
    await show(<Cover uncover="tap" />);
    expect(screen.queryByText('Covered')).toBeNull();
    hide(true);
    hide(false);
    expect(screen.getByText('Covered')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show the page' }));
    expect(screen.queryByText('Covered')).toBeNull();
  });

  it('goes by itself for staff', async () => {
    await show(<Cover uncover="return" />);
    hide(true);
    expect(screen.getByText('Covered')).toBeTruthy();
    hide(false);
    expect(screen.queryByText('Covered')).toBeNull();
  });
});

it('being left alone locks, but only covers while their own session runs', () => {
  sitting.set(true);
  leftAlone();
  expect([covered.get(), locked.get()]).toEqual([true, false]);
  sitting.set(false);
  leftAlone();
  expect(locked.get()).toBe(true);
});

describe('the lock', () => {
  it('keeps what was typed and cannot be closed with Escape', async () => {
    await show(
      <>
        <textarea aria-label="note" />
        <LockSheet>
          <button type="button" onClick={unlock}>
            Unlock
          </button>
        </LockSheet>
      </>,
    );
    fireEvent.change(screen.getByLabelText('note'), { target: { value: 'half a note' } });
    act(() => lock());
    const sheet = screen.getByRole('dialog');
    expect(fireEvent.keyDown(sheet, { key: 'Escape' })).toBe(false);
    act(() => sheet.dispatchEvent(new Event('close')) as never);
    expect(screen.getByText('Locked')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
    expect(screen.queryByText('Locked')).toBeNull();
    expect(screen.getByLabelText<HTMLTextAreaElement>('note').value).toBe('half a note');
  });
});

describe('the title', () => {
  it('is the neutral name, and nothing of the page', async () => {
    serve({ 'GET /api/v1/session': () => problem(503, 'busy') });
    await show(<PageTitle>Hello. How can we help today?</PageTitle>);
    expect(document.title).toBe('Harbour');
  });

  it('takes the focus on arrival from another page, not at the first', async () => {
    const first = await show(<PageTitle>One</PageTitle>);
    expect(document.activeElement).toBe(document.body);
    first.unmount();
    history.pushState(null, '', '/book');
    await show(<PageTitle section="Cases">Two</PageTitle>);
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Two' }));
    expect(document.title).toBe('Cases · Harbour');
  });
});
