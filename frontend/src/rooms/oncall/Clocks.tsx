import type { ReactNode } from 'react';
import { useWords } from '../../lib/i18n';
import { remaining } from '../../lib/time';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconCheck, IconClock } from '../../ui/icons';
import { type Call, type Clock, clocksOf, GOALS, nextRung } from './clocks';
import css from './OnCall.module.css';
import { words } from './words';

const HOUR = 3600;

/** Minutes and seconds; whole hours once seconds say nothing any more. */
export function useDuration(): (seconds: number) => string {
  const t = useWords(words);
  return (seconds) =>
    seconds < 1.5 * HOUR ? remaining(seconds) : t('hours', { n: Math.floor(seconds / HOUR) });
}

/** The two clocks of a call, in words and as bars. */
export function Clocks({ call, now }: { call: Call; now: number }) {
  return (
    <div className={css.clocks}>
      {clocksOf(call, now).map((clock) => (
        <Row key={clock.goal} clock={clock} />
      ))}
    </div>
  );
}

const ICONS = { met: IconCheck, late: IconAlert, runs: IconClock } as const;

/** One clock, in words and as a bar; beside it its goal, or what else is told there. */
export function Row({ clock, children }: { clock: Clock; children?: ReactNode }) {
  const t = useWords(words);
  const goal = GOALS[clock.goal];
  const late = clock.left < 0;
  const look = clock.met ? 'met' : late ? 'late' : 'runs';
  const near = clock.runs && !late && clock.left <= 120;
  return (
    <div className={css.clock} data-look={look} data-near={near || undefined}>
      {children ?? (
        <span className={css.goal}>
          {t(`clock.${clock.goal}`)} <small>{t('clock.goal', { n: goal / 60 })}</small>
        </span>
      )}
      <span className={css.left} role="timer">
        <Icon of={ICONS[look]} size={18} /> <Told clock={clock} />
      </span>
      <svg className={css.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.min(100, (100 * clock.passed) / goal)} height="1" />
      </svg>
    </div>
  );
}

function Told({ clock }: { clock: Clock }) {
  const t = useWords(words);
  const duration = useDuration();
  if (clock.met) return t('clock.done', { time: duration(clock.passed) });
  if (!clock.runs) return t('clock.never');
  return clock.left < 0
    ? t('clock.over', { time: duration(-clock.left) })
    : t('clock.left', { time: duration(clock.left) });
}

/** Who has been called already, and who is next. */
export function Rungs({ call, now }: { call: Call; now: number }) {
  const t = useWords(words);
  const duration = useDuration();
  const next = nextRung(call, now);
  return (
    <p className={css.small}>
      {t(`rung.${call.rung}` as 'rung.1')}{' '}
      {next && next.left > 0
        ? t(`rung.next.${next.rung}` as 'rung.next.2', { time: duration(next.left) })
        : null}
    </p>
  );
}
