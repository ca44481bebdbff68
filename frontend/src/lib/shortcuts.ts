import { useEffect, useRef } from 'react';
import { inField } from './fields';
import { flag } from './flag';

/** Keys to acts: "g t" is two keys in a row, "?" one; with Ctrl or ⌘ write "mod+k". */
export type Shortcuts = Readonly<Record<string, () => void>>;

const SEQUENCE_MS = 1000;

/** Single-letter keys can be turned off for this visit (people who dictate hit them by accident). */
export const singlesOff = flag();

/** Whether a plain key may be taken: never from a field, a composition or an open dialog. */
function takes(event: KeyboardEvent): boolean {
  if (event.isComposing || event.altKey || event.defaultPrevented) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !singlesOff.get() && !inField(event.target) && !document.querySelector('dialog[open]');
}

/** Finds the act of a key, alone or after the key before it. */
function reader() {
  let before = '';
  let at = 0;
  return (event: KeyboardEvent, shortcuts: Shortcuts): (() => void) | undefined => {
    const key = event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key;
    const inTime = Date.now() - at < SEQUENCE_MS;
    const act = (inTime ? shortcuts[`${before} ${key}`] : undefined) ?? shortcuts[key];
    before = act ? '' : key;
    at = Date.now();
    return act;
  };
}

/** Listens on the whole page while mounted. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const find = reader();
    const down = (event: KeyboardEvent) => {
      if (event.key === 'Shift' || !takes(event)) return;
      const act = find(event, current.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', down);
    return () => removeEventListener('keydown', down);
  }, []);
}
