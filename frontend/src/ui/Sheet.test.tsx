import { act, createEvent, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { show } from '../testing';
import { Sheet, useTypedInSheet } from './Sheet';

const closed = vi.fn();

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
    fireEvent(this, new Event('close'));
  };
});

beforeEach(() => closed.mockClear());

function Typing() {
  const [text, type] = useState('');
  useTypedInSheet(text !== '');
  return <input aria-label="reason" value={text} onChange={(e) => type(e.target.value)} />;
}

/** Escape, as the browser tells it; whether the sheet would close. */
function pressEscape(): boolean {
  const sheet = screen.getByRole('dialog');
  const event = createEvent('cancel', sheet, { cancelable: true });
  act(() => void fireEvent(sheet, event));
  return !event.defaultPrevented;
}

const shown = (lang: 'en' | 'zh-Hans') =>
  show(
    <Sheet open onClose={closed} title="Risk">
      <Typing />
    </Sheet>,
    { lang },
  );

it('closes at once while nothing is typed', async () => {
  await shown('en');
  expect(pressEscape()).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(closed).toHaveBeenCalledTimes(1);
});

it.each([
  ['en', 'What you typed here is not saved.', 'Stay here', 'Close all the same', 'Close'],
  ['zh-Hans', '您在这里输入的内容还没有保存。', '留在这里', '仍然关闭', '关闭'],
] as const)(
  'asks once before it throws away what was typed (%s)',
  async (lang, line, stay, go, x) => {
    await shown(lang);
    const field = screen.getByLabelText<HTMLInputElement>('reason');
    fireEvent.change(field, { target: { value: 'said at noon' } });
    expect(screen.getByRole('dialog').getAttribute('closedby')).toBe('any');
    expect(pressEscape()).toBe(false);
    expect(screen.getByRole('alertdialog', { name: line })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: stay }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(field.value).toBe('said at noon');
    fireEvent.click(screen.getByRole('button', { name: x }));
    expect(closed).not.toHaveBeenCalled();
    expect(pressEscape()).toBe(true); // asked already
    fireEvent.click(screen.getByRole('button', { name: go }));
    expect(closed).toHaveBeenCalledTimes(1);
  },
);
