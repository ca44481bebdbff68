import type { State } from './data';

/** The steps its leader may take from each state; the server has the last word. */
const NEXT: Readonly<Record<string, readonly State[]>> = {
  draft: [],
  approved: ['open'],
  open: ['closed'],
  full: ['closed'],
  closed: ['running', 'open'],
  running: ['completed'],
  completed: ['evaluated'],
};
const CANCELLABLE = ['draft', 'approved', 'open', 'full', 'closed'];

export const nextSteps = (state: string): readonly State[] => NEXT[state] ?? [];

export const isCancellable = (state: string): boolean => CANCELLABLE.includes(state);

/** States after which nothing is to be done any more. */
export const isOver = (state: string): boolean => ['evaluated', 'cancelled'].includes(state);
