import type { components } from '../../api/schema';

export type Message = components['schemas']['MessageOut'];
export type Damage = components['schemas']['DamageOut'];

/**
 * Here: the server has it. Sending: on its way, or waiting for its turn. Lost: the network was away;
 * it goes by itself. Refused: the server did not want it, and only the writer sends it again.
 */
export type State = 'here' | 'sending' | 'lost' | 'refused';

/** One line of the conversation as it stands on the screen. */
export interface Line {
  key: string;
  mine: boolean;
  /** Null when the server could not read it back. */
  text: string | null;
  /** Its place in the session; null until the server has it. */
  number: number | null;
  at: string | null;
  state: State;
}

export type Happening =
  | { kind: 'written'; key: string; text: string }
  | { kind: 'sending'; key: string }
  | { kind: 'kept'; key: string; number: number; at: string }
  | { kind: 'refused'; key: string }
  | { kind: 'lost' }
  | { kind: 'arrived'; messages: readonly Message[] };

/** What the conversation looks like after something happened. */
export function after(lines: readonly Line[], event: Happening): readonly Line[] {
  if (event.kind === 'arrived') return inOrder(event.messages.reduce(arrive, lines));
  if (event.kind === 'written') return [...lines, written(event.key, event.text)];
  return inOrder(lines.map((line) => changed(line, event)));
}

const written = (key: string, text: string): Line => ({
  key,
  mine: true,
  text,
  number: null,
  at: null,
  state: 'sending',
});

/** What is here stays here: a lost answer says nothing about a message that came back meanwhile. */
function changed(line: Line, event: Exclude<Happening, { kind: 'arrived' | 'written' }>): Line {
  if (line.number !== null) return line;
  if (event.kind === 'lost') return line.state === 'sending' ? { ...line, state: 'lost' } : line;
  if (line.key !== event.key) return line;
  if (event.kind === 'kept') return { ...line, number: event.number, at: event.at, state: 'here' };
  return { ...line, state: event.kind };
}

/**
 * Adds a message unless it is here. One's own may come back before the answer to its sending, or
 * instead of it: then the line that waits becomes it, so that nothing stands there twice.
 */
function arrive(lines: readonly Line[], message: Message): readonly Line[] {
  const { number, from_client: mine, text, sent_at: at } = message;
  if (lines.some((line) => line.number === number)) return lines;
  if (lines.some((line) => line.key === message.key)) {
    return lines.map((line) =>
      line.key === message.key ? { ...line, number, at, state: 'here' } : line,
    );
  }
  return [...lines, { key: `n${number}`, mine, text, number, at, state: 'here' }];
}

const LAST = Number.MAX_SAFE_INTEGER;

/** By place; what the server does not have yet stays last, as it was written. */
const inOrder = (lines: readonly Line[]): readonly Line[] =>
  [...lines].sort((a, b) => (a.number ?? LAST) - (b.number ?? LAST));

/** The place of the last message that was seen. */
export const lastOf = (lines: readonly Line[]): number =>
  Math.max(0, ...lines.map((line) => line.number ?? 0));

/** What goes next: the first written of all that wait for the network or for their turn. */
export const nextOf = (lines: readonly Line[]): Line | undefined =>
  lines.find(({ state }) => state === 'sending' || state === 'lost');
