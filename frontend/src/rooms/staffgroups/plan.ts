import { instantOf, wallOf } from '../../lib/zone';
import type { Group, Plan } from './data';

/** What is typed to plan a group; days and hours are those of the calendar's wall. */
export interface Draft {
  title_zh: string;
  title_en: string;
  kind: Plan['kind'];
  language: Plan['language'];
  date: string;
  time: string;
  minutes: string;
  capacity: string;
  minimum: string;
}

export type Fault = 'missing' | 'past' | 'range' | 'fewer' | 'taken';
export type Faults = Partial<Record<keyof Draft, Fault>>;

const MINUTE = 60_000;
const MOST_SEATS = 40;

const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Whether anything was typed over the draft as it was opened. */
export const isTyped = (draft: Draft, first: Draft): boolean =>
  (Object.keys(first) as (keyof Draft)[]).some((field) => draft[field] !== first[field]);

/** What is wrong with a draft, by field; nothing when it can be sent. */
export function faultsOf(draft: Draft, zone: string, now: Date): Faults {
  const faults: Faults = {};
  for (const field of ['title_zh', 'title_en', 'date', 'time'] as const) {
    if (!draft[field].trim()) faults[field] = 'missing';
  }
  const isTimed = !faults.date && !faults.time;
  if (isTimed && instantOf(draft.date, draft.time, zone) <= now) faults.date = 'past';
  if (!within(Number(draft.capacity), 2, MOST_SEATS)) faults.capacity = 'range';
  if (!within(Number(draft.minimum), 1, Number(draft.capacity))) faults.minimum = 'fewer';
  return faults;
}

/** A group as it was planned, to be typed over. */
export function draftOf(group: Group, zone: string): Draft {
  const { date, time } = wallOf(group.start, zone);
  const length = new Date(group.end).getTime() - new Date(group.start).getTime();
  return {
    title_zh: group.title_zh,
    title_en: group.title_en,
    kind: group.kind as Plan['kind'],
    language: group.language as Plan['language'],
    date,
    time,
    minutes: String(length / MINUTE),
    capacity: String(group.capacity),
    minimum: String(group.minimum),
  };
}

/** A draft without faults, as the server takes it. */
export function planOf(draft: Draft, zone: string): Plan {
  const start = instantOf(draft.date, draft.time, zone);
  return {
    title_zh: draft.title_zh.trim(),
    title_en: draft.title_en.trim(),
    kind: draft.kind,
    language: draft.language,
    start: start.toISOString(),
    end: new Date(start.getTime() + Number(draft.minutes) * MINUTE).toISOString(),
    capacity: Number(draft.capacity),
    minimum: Number(draft.minimum),
  };
}
