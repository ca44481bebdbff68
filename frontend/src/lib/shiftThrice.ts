import { useEffect, useRef, useState } from 'react';
import { inField } from './fields';

const WINDOW_MS = 3000;
export const PRESSES = 3;

/**
 * Counts Shift pressed alone; the third within three seconds calls `done`. Shift used to write a
 * capital letter does not count, nor does any in a text field: there Shift alone switches a Chinese
 * input method between its languages. Returns how often it was pressed so far (for the dots).
 */
export function useShiftThrice(done: () => void): number {
  const [count, setCount] = useState(0);
  const finish = useRef(done);
  finish.current = done;
  useEffect(() => {
    let presses = 0;
    let alone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reset = () => {
      presses = 0;
      setCount(0);
    };
    const down = (event: KeyboardEvent) => {
      alone = event.key === 'Shift' && !event.isComposing && !inField(event.target);
      if (!alone) reset();
    };
    const up = (event: KeyboardEvent) => {
      if (event.key !== 'Shift' || !alone) return;
      alone = false;
      presses += 1;
      setCount(presses);
      clearTimeout(timer);
      timer = setTimeout(reset, WINDOW_MS);
      if (presses === PRESSES) finish.current();
    };
    addEventListener('keydown', down);
    addEventListener('keyup', up);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', down);
      removeEventListener('keyup', up);
    };
  }, []);
  return count;
}
