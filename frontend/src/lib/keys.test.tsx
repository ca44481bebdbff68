import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useIdle } from './idle';
import { useShiftThrice } from './shiftThrice';
import { singlesOff, useShortcuts } from './shortcuts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  singlesOff.set(false);
});

const press = (key: string, options: KeyboardEventInit = {}, on: Element = document.body) => {
  fireEvent.keyDown(on, { key, ...options });
  fireEvent.keyUp(on, { key, ...options });
};

describe('Shift three times', () => {
  const done = vi.fn();
  function Watch() {
    return <p>{useShiftThrice(done)}</p>;
  }
  beforeEach(() => {
    done.mockClear();
    render(<Watch />);
  });

  it('leaves at the third press and shows each', () => {
    press('Shift');
    press('Shift');
    expect(screen.getByText('2')).toBeTruthy();
    expect(done).not.toHaveBeenCalled();
    press('Shift');
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('does not count capital letters', () => {
    for (const letter of ['A', 'B', 'C']) {
      fireEvent.keyDown(document.body, { key: 'Shift' });
      fireEvent.keyDown(document.body, { key: letter, shiftKey: true });
      fireEvent.keyUp(document.body, { key: letter, shiftKey: true });
      fireEvent.keyUp(document.body, { key: 'Shift' });
    }
    expect(done).not.toHaveBeenCalled();
  });

  it('does not count in a text field, where Shift switches an input method', () => {
    const field = document.body.appendChild(document.createElement('textarea'));
    for (let n = 0; n < 3; n += 1) press('Shift', {}, field);
    field.remove();
    expect(done).not.toHaveBeenCalled();
  });

  it('forgets presses that are too far apart', () => {
    press('Shift');
    press('Shift');
    act(() => vi.advanceTimersByTime(3100));
    press('Shift');
    expect(done).not.toHaveBeenCalled();
    expect(screen.getByText('1')).toBeTruthy();
  });
});

describe('shortcuts', () => {
  const go = vi.fn();
  const lock = vi.fn();
  const save = vi.fn();
  function Page() {
    useShortcuts({ 'g t': go, '.': lock, 'mod+s': save });
    return <input aria-label="field" />;
  }
  beforeEach(() => {
    for (const act of [go, lock, save]) act.mockClear();
    render(<Page />);
  });

  it('take two keys in a row, and only in time', () => {
    press('g');
    press('t');
    expect(go).toHaveBeenCalledTimes(1);
    press('g');
    act(() => vi.advanceTimersByTime(1500));
    press('t');
    expect(go).toHaveBeenCalledTimes(1);
  });

  it('leave fields and compositions alone, except with Ctrl', () => {
    const field = screen.getByLabelText('field');
    press('.', {}, field);
    press('.', { isComposing: true });
    expect(lock).not.toHaveBeenCalled();
    press('s', { ctrlKey: true }, field);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('can be turned off', () => {
    singlesOff.set(true);
    press('.');
    expect(lock).not.toHaveBeenCalled();
  });
});

describe('being away', () => {
  const idle = vi.fn();
  function Watch({ after }: { after: number | null }) {
    const { left, stay } = useIdle(after, 60, idle);
    return (
      <button type="button" onClick={stay}>
        {left ?? 'here'}
      </button>
    );
  }
  const later = (seconds: number) => act(() => vi.advanceTimersByTime(seconds * 1000));
  beforeEach(() => idle.mockClear());

  it('warns a minute before and locks once', () => {
    render(<Watch after={600} />);
    later(530);
    expect(screen.getByText('here')).toBeTruthy();
    later(20);
    expect(screen.getByText('50')).toBeTruthy();
    later(60);
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it('starts again with every sign of life, but in the last minute only with the button', () => {
    render(<Watch after={600} />);
    later(500);
    fireEvent.keyDown(document.body, { key: 'x' });
    later(545);
    fireEvent.pointerDown(document.body);
    later(10);
    expect(screen.getByText('45')).toBeTruthy();
    fireEvent.click(screen.getByRole('button'));
    later(500);
    expect(idle).not.toHaveBeenCalled();
  });

  it('judges a tab that slept by the clock', () => {
    render(<Watch after={600} />);
    vi.setSystemTime(Date.now() + 3_600_000);
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it('watches nothing when nobody is signed in', () => {
    render(<Watch after={null} />);
    later(7200);
    expect(idle).not.toHaveBeenCalled();
  });
});
