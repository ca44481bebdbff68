import { act, fireEvent, screen } from '@testing-library/react';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetAll, onForget } from '../lib/forget';
import { covered, leftAlone, lock, locked, sitting, unlock } from '../lib/lock';
import { isLeft } from '../lib/prefs';
import { problem, serve, show } from '../testing';
import { onAway } from './away';
import { Cover } from './Cover';
import { Leave } from './Leave';
import { LockSheet } from './LockSheet';
import { startAnewOnReturn } from './leave';
import { PageTitle } from './PageTitle';

const went: string[] = [];

beforeEach(() => {
  went.length = 0;
  delete document.documentElement.dataset.left;
  unlock();
  covered.set(false);
  sitting.set(false);
  vi.spyOn(location, 'replace').mockImplementation((to) => {
    went.push(String(to));
  });
});

describe('Leave', () => {
  const leave = () => fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
  let asked = 0;
  let reachable = true;
  beforeEach(() => {
    asked = 0;
    reachable = true;
    vi.stubGlobal('fetch', async (to: Request | string) => {
      if (to !== '/api/v1/session/leave') return problem(404, 'not_found');
      asked += 1;
      if (!reachable) throw new TypeError('no network');
      return new Response(null, { status: 204 });
    });
  });

  it('blanks and forgets in one tick, says so and goes', async () => {
    const forgotten = vi.fn();
    onForget(forgotten);
    await show(<Leave />);
    leave();
    expect(document.documentElement.dataset.left).toBe('going');
    expect(forgotten).toHaveBeenCalledTimes(1);
    await vi.waitFor(() => expect(went).toEqual(['/rest']));
    expect([asked, isLeft()]).toEqual([1, false]);
  });

  it('goes where the programme says', async () => {
    const served = globalThis.fetch;
    vi.stubGlobal('fetch', async (to: Request | string) =>
      typeof to === 'string'
        ? served(to)
        : Response.json({ neutral_name: 'Harbour', exit_path: '/weather' }),
    );
    await show(<Leave />);
    await act(async () => {});
    leave();
    await vi.waitFor(() => expect(went).toEqual(['/weather']));
  });

  it('goes even when something cannot be forgotten', async () => {
    const take = onForget(() => {
      throw new Error('stuck');
    });
    await show(<Leave />);
    leave();
    await vi.waitFor(() => expect(went).toEqual(['/rest']));
    take();
    forgetAll();
  });

  it('stands as a month without a network, and ends the visit once it is back', async () => {
    reachable = false;
    const take = vi.fn();
    onAway(take);
    document.title = 'Harbour';
    await show(<Leave />);
    leave();
    await vi.waitFor(() => expect(document.querySelector('table')).toBeTruthy());
    expect(take).toHaveBeenCalledTimes(1);
    expect(document.documentElement.textContent).not.toMatch(/Harbour|Leave/);
    expect(document.title).toBe('Calendar');
    expect(document.querySelectorAll('thead th')).toHaveLength(8);
    expect(document.querySelectorAll('[aria-current=date]')).toHaveLength(1);
    expect([went, isLeft()]).toEqual([[], true]);
    reachable = true;
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(went).toEqual(['/rest']));
    expect(isLeft()).toBe(false);
  });
});

describe('a page that the browser kept alive', () => {
  const { dataset } = document.documentElement;
  const turn = (name: 'pagehide' | 'pageshow') =>
    window.dispatchEvent(Object.assign(new Event(name), { persisted: true }));
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  const cookie = vi.spyOn(document, 'cookie', 'get');
  afterAll(() => cookie.mockRestore());
  beforeEach(() => {
    reload.mockClear();
    cookie.mockReturnValue('csrftoken=of-this-visit');
    startAnewOnReturn();
    turn('pagehide');
  });

  it('is blank until it is shown again, and then stands as it was', () => {
    expect(dataset.kept).toBe('');
    turn('pageshow');
    expect([dataset.kept, reload.mock.calls.length]).toEqual([undefined, 0]);
  });

  it('stays blank and starts anew when the visit ended on another page', () => {
    cookie.mockReturnValue('');
    turn('pageshow');
    expect(dataset.kept).toBe('');
    expect(reload).toHaveBeenCalled();
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
