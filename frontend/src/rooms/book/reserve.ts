import type { Appointment, Held } from '../../api/booking';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { onForget } from '../../lib/forget';
import type { Lang } from '../../lib/i18n';
import type { Moving } from '../../lib/moving';
import { randomKey } from '../../lib/random';
import type { Booked, Choice, Draft } from './journey';

const HOLD_MS = 300_000;

interface Kept {
  held: Held;
  /** On the device's clock, which may differ from the server's. */
  until: number;
}

/** The holds this page has: what is looked at must not be found taken by oneself. */
const holds = new Map<string, Promise<Kept>>();
/** What is being given up: the same hour can be held again only after that. */
let released: Promise<unknown> = Promise.resolve();
/** Random, and the same for every attempt of one booking: sent again, it books once. */
let key = '';
/** The attempt whose answer was lost: it may have been booked, and by whom it was sent. */
let unanswered: { held: Held; newcomer: boolean } | null = null;

function forget(): void {
  holds.clear();
  key = '';
  unanswered = null;
}
onForget(forget);

const nameOf = ({ service, slot, way }: Choice) =>
  [service, slot.counsellor.id, slot.start, way].join(' ');

/** Holds a start for five minutes, or finds the hold that this page has on it. */
export function holdOf(choice: Choice): Promise<Kept> {
  const name = nameOf(choice);
  const asked = holds.get(name) ?? ask(choice);
  holds.set(name, asked);
  asked.catch(() => holds.delete(name));
  return asked;
}

/** Gives up the hold on a start that nobody looks at any more: others can have it at once. */
export function giveUp(choice: Choice): void {
  const held = holds.get(nameOf(choice));
  if (!held) return;
  holds.delete(nameOf(choice));
  const given = held.then(({ held: { hold, secret } }) =>
    read(api.POST('/api/v1/holds/release', { body: { hold, secret } })),
  );
  released = Promise.allSettled([released, given]); // should it fail, it ends by itself
}

async function ask({ service, slot, way }: Choice): Promise<Kept> {
  await released;
  const until = Date.now() + HOLD_MS;
  const body = { service, counsellor: slot.counsellor.id, start: slot.start, modality: way };
  return { held: await read(api.POST('/api/v1/holds', { body })), until };
}

const isCode = (failure: unknown, code: string): boolean =>
  failure instanceof ProblemError && failure.code === code;

/** Does something with a hold; where the hold has run out, once more with a new one. */
async function withHold<T>(choice: Choice, act: (held: Held) => Promise<T>): Promise<T> {
  try {
    return await act((await holdOf(choice)).held);
  } catch (failure) {
    if (!isCode(failure, 'hold_expired')) throw failure;
    holds.delete(nameOf(choice));
    return act((await holdOf(choice)).held);
  }
}

/** What a booking sends beside the hold. `consent` is the version of the text agreed to. */
export interface Order {
  choice: Choice;
  draft: Draft;
  consent: string;
  lang: Lang;
  newcomer: boolean;
}

/**
 * Books what is held. Pressed twice, or again after a lost answer, it books once and answers the
 * same code. Throws `ProblemError`; nothing that was typed is lost by it.
 */
export async function book(order: Order): Promise<Omit<Booked, 'moved'>> {
  key ||= randomKey();
  if (unanswered?.newcomer) await becomeNobody();
  try {
    const booked = await withHold(order.choice, (held) => send(order, held));
    forget();
    return { ...booked, earlier: false };
  } catch (failure) {
    if (!isCode(failure, 'key_reused') || !unanswered) throw failure;
    const booked = await send(order, unanswered.held);
    forget();
    return { ...booked, earlier: true };
  }
}

async function send(order: Order, held: Held) {
  const { draft, consent, lang } = order;
  const body = {
    hold: held.hold,
    secret: held.secret,
    card: draft.card.trim() || null,
    consent,
    statistics: draft.statistics,
    line: draft.line.trim(),
    language: lang,
    key,
  };
  try {
    const { visit_code, appointment } = await read(api.POST('/api/v1/bookings', { body }));
    return { visitCode: visit_code, appointment };
  } catch (failure) {
    if (isLost(failure)) unanswered ??= { held, newcomer: order.newcomer };
    throw failure;
  }
}

/**
 * The lost answer may have brought the cookie of a coming-in. Only a newcomer who sends the same key
 * again is told the visit code, so the cookie has to go first.
 */
const becomeNobody = () => read(api.POST('/api/v1/session/leave'));

/** Whether nobody can tell from this failure if the server did what was asked. */
const isLost = (failure: unknown): boolean =>
  !(failure instanceof ProblemError) || failure.status === 0 || failure.status >= 500;

/** Moves a session to what is held; the old time stands until the new one is won. */
export async function move(moving: Moving, choice: Choice): Promise<Appointment> {
  const params = { path: { appointment_id: moving.id } };
  const moved = await withHold(choice, ({ hold, secret }) => {
    const body = { hold, secret, version: moving.version };
    return read(api.POST('/api/v1/appointments/{appointment_id}/move', { params, body }));
  });
  forget();
  return moved;
}
