import type { components } from '../../api/schema';

export type Call = components['schemas']['CallOut'];

const MINUTE = 60;

/** Seconds from the moment of a call: to its acceptance, and to a human's voice. */
export const GOALS = { accept: 5 * MINUTE, contact: 15 * MINUTE } as const;

/** When further people are called while nobody has accepted, in seconds from the call. */
const RUNGS = [
  { rung: 1, at: 0 },
  { rung: 2, at: 2 * MINUTE },
  { rung: 3, at: 5 * MINUTE },
] as const;

/** Seconds left at which a clock is spoken of; 0 is the moment it runs out. */
const MARKS = [5 * MINUTE, 2 * MINUTE, MINUTE, 0] as const;

export type Goal = keyof typeof GOALS;

export interface Clock {
  goal: Goal;
  /** Whole seconds from the call until the goal was met, else until now or the end. */
  passed: number;
  /** Whole seconds left; below zero once the goal is missed. */
  left: number;
  met: boolean;
  runs: boolean;
}

const at = (moment: string): number => new Date(moment).getTime();

function clock(call: Call, goal: Goal, met: string | null, now: number): Clock {
  const end = met ?? call.closed_at;
  const passed = Math.max(0, Math.floor(((end ? at(end) : now) - at(call.raised_at)) / 1000));
  return { goal, passed, left: GOALS[goal] - passed, met: met !== null, runs: end === null };
}

/** The two clocks of a call at `now`, in milliseconds of the server's time. */
export function clocksOf(call: Call, now: number): readonly [Clock, Clock] {
  return [
    clock(call, 'accept', call.acknowledged_at, now),
    clock(call, 'contact', call.contacted_at, now),
  ];
}

/** The clock that matters now: to accept, then to reach; none once both goals are met. */
export function pressing(call: Call, now: number): Clock | null {
  return clocksOf(call, now).find((one) => one.runs) ?? null;
}

/** Open calls by whose they are. */
export interface Parts {
  mine: Call[];
  waiting: Call[];
  others: Call[];
}

/**
 * One's own calls as they came; those nobody has yet and those others have, each with the one
 * whose clock runs out first before the rest.
 */
export function partsOf(calls: readonly Call[], now: number): Parts {
  const left = (call: Call) => pressing(call, now)?.left ?? Number.MAX_SAFE_INTEGER;
  const pressed = [...calls].sort((one, other) => left(one) - left(other));
  const isWaiting = ({ state }: Call) => state === 'raised';
  return {
    mine: calls.filter(({ mine }) => mine),
    waiting: pressed.filter(isWaiting),
    others: pressed.filter((call) => !call.mine && !isWaiting(call)),
  };
}

/** The rung that is called next and in how many seconds; none once accepted or all are called. */
export function nextRung(call: Call, now: number): { rung: number; left: number } | null {
  if (call.state !== 'raised') return null;
  const next = RUNGS.find(({ rung }) => rung > call.rung);
  if (!next) return null;
  const passed = Math.floor((now - at(call.raised_at)) / 1000);
  return { rung: next.rung, left: Math.max(0, next.at - passed) };
}

/**
 * The mark that a clock has come to between two looks, the latest of several; null for none. A
 * clock looked at for the first time has come from nowhere: `before` is null.
 */
export function markReached(before: number | null, left: number): number | null {
  const from = before ?? Number.POSITIVE_INFINITY;
  return [...MARKS].reverse().find((mark) => from > mark && left <= mark) ?? null;
}
