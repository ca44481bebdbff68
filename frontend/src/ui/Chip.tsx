import type { ReactNode } from 'react';
import css from './Chip.module.css';

/** A choice among several short ones, for example a time; pressed or not. */
export function Chip({
  pressed,
  onPress,
  disabled,
  children,
}: {
  pressed: boolean;
  onPress: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={css.chip}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
