import { useEffect, useRef, useState } from 'react';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { clock as wallClock } from '../../lib/time';
import { type Call, markReached, pressing } from './clocks';
import { words } from './words';

/** For a page that only speaks; the frame sounds, on every page. */
export const silently = (): void => undefined;

/**
 * What a screen reader is told of the clocks: the mark one has just come to, and nothing between
 * the marks. `onMark` happens with each.
 */
export function useSpoken(calls: readonly Call[], now: number, onMark: () => void): string {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const [said, say] = useState('');
  const before = useRef(new Map<string, number>());
  useEffect(() => {
    const sayings = calls.flatMap((call) => {
      const clock = pressing(call, now);
      if (!clock) return [];
      const key = `${call.id} ${clock.goal}`;
      const mark = markReached(before.current.get(key) ?? null, clock.left);
      before.current.set(key, clock.left);
      if (mark === null) return [];
      const time = wallClock(call.raised_at, lang, zone);
      if (mark === 0) return t(`say.${clock.goal}.over`, { time });
      return t(`say.${clock.goal}`, { n: mark / 60, time });
    });
    if (sayings.length === 0) return;
    say(sayings.join(' '));
    onMark();
  }, [calls, now, lang, zone, t, onMark]);
  return said;
}
