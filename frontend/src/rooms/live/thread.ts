import type { components } from '../../api/schema';

export type Message = components['schemas']['MessageOut'];

/** One line of the conversation as it stands on the screen. */
export interface Line {
  key: string;
  mine: boolean;
  /** Null when the server could not read it back. */
  text: string | null;
  /** Its place in the session; null until the server has it. */
  number: number | null;
  at: string | null;
  failed: boolean;
}

export type Happening =
  | { kind: 'written'; key: string; text: string }
  | { kind: 'kept'; key: string; number: number; at: string }
  | { kind: 'refused'; key: string }
  | { kind: 'again'; key: string }
  | { kind: 'arrived'; messages: readonly Message[] };

/** What the conversation looks like after something happened. */
export function after(lines: readonly Line[], event: Happening): readonly Line[] {
  if (event.kind === 'arrived') return inOrder(event.messages.reduce(arrive, lines));
  if (event.kind === 'written') return [...lines, written(event.key, event.text)];
  return inOrder(
    lines.map((line) => (line.key === event.key ? { ...line, ...changeOf(line, event) } : line)),
  );
}

const written = (key: string, text: string): Line => ({
  key,
  mine: true,
  text,
  number: null,
  at: null,
  failed: false,
});

/** A refusal says nothing about a message that came back meanwhile: the server has it. */
function changeOf(
  line: Line,
  event: Exclude<Happening, { kind: 'arrived' | 'written' }>,
): Partial<Line> {
  if (event.kind === 'kept') return { number: event.number, at: event.at, failed: false };
  return { failed: event.kind === 'refused' && line.number === null };
}

/**
 * Adds a message unless it is here. One's own may come back before the answer to its sending, or
 * instead of it: then the line that waits becomes it, so that nothing stands there twice.
 */
function arrive(lines: readonly Line[], message: Message): readonly Line[] {
  const { number, from_client: mine, text, sent_at: at } = message;
  if (lines.some((line) => line.number === number)) return lines;
  const waiting = mine
    ? lines.find((line) => line.number === null && line.text?.trim() === text)
    : undefined;
  if (waiting) {
    return lines.map((line) => (line === waiting ? { ...line, number, at, failed: false } : line));
  }
  return [...lines, { key: `n${number}`, mine, text, number, at, failed: false }];
}

const LAST = Number.MAX_SAFE_INTEGER;

/** By place; what the server does not have yet stays last, as it was written. */
const inOrder = (lines: readonly Line[]): readonly Line[] =>
  [...lines].sort((a, b) => (a.number ?? LAST) - (b.number ?? LAST));

/** The place of the last message that was seen. */
export const lastOf = (lines: readonly Line[]): number =>
  Math.max(0, ...lines.map((line) => line.number ?? 0));
