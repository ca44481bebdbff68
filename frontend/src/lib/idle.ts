import { useCallback, useEffect, useRef, useState } from 'react';

const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Watches for a person to be away. Returns the seconds left once fewer than `warn` remain, else
 * null, and a way to stay. `after` and `warn` are seconds; `after` null watches nothing.
 * A tab that slept is judged by the clock when it wakes, not by the ticks it missed.
 */
export function useIdle(after: number | null, warn: number, onIdle: () => void) {
  const [left, setLeft] = useState<number | null>(null);
  const seen = useRef(Date.now());
  const done = useRef(onIdle);
  done.current = onIdle;
  const stay = useCallback(() => {
    seen.current = Date.now();
    setLeft(null);
  }, []);
  useEffect(() => {
    if (after === null) return;
    seen.current = Date.now();
    const remains = () => after - (Date.now() - seen.current) / 1000;
    let told = false;
    const look = () => {
      const seconds = remains();
      setLeft(seconds > 0 && seconds <= warn ? Math.ceil(seconds) : null);
      if (seconds <= 0 && !told) done.current();
      told = seconds <= 0;
    };
    const active = () => {
      // During the warning only its button counts, so that nobody stays by brushing the mouse.
      if (remains() > warn) seen.current = Date.now();
    };
    const timer = setInterval(look, 1000);
    for (const sign of SIGNS) addEventListener(sign, active, { passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, active);
      document.removeEventListener('visibilitychange', look);
      setLeft(null);
    };
  }, [after, warn]);
  return { left, stay };
}
