// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Slot } from '../../api/booking';
import { ProblemError } from '../../api/problem';
import { forgetAll } from '../../lib/forget';
import { problem, serve } from '../../testing';
import type { Choice, Draft } from './journey';
import { book, giveUp, holdOf, move, type Order } from './reserve';

const slot = (start: string): Slot => ({
  start,
  end: start,
  counsellor: { id: 'li', name_zh: '李文', name_en: 'Li Wen', pronoun: '', languages: [] },
  modalities: ['text'],
});
const choice = (start: string): Choice => ({ service: 'talk', slot: slot(start), way: 'text' });
const DRAFT: Draft = { card: '', line: ' one ', consent: true, statistics: false };
const order = (start: string, more: Partial<Order> = {}): Order => ({
  choice: choice(start),
  draft: DRAFT,
  consent: 'service-2',
  lang: 'en',
  newcomer: true,
  ...more,
});

type Sent = Record<string, unknown>;

let holds: Sent[] = [];
let bookings: Sent[] = [];
let released: Sent[] = [];
let left = 0;

/** A server that holds what it is asked for, and answers bookings one after another. */
function answers(...replies: ((sent: Sent) => Response)[]): void {
  serve({
    'POST /api/v1/holds': async (request: Request) => {
      const sent = (await request.json()) as Sent;
      holds.push(sent);
      return Response.json({ ...sent, hold: `hold ${holds.length}`, secret: 's' }, { status: 201 });
    },
    'POST /api/v1/bookings': async (request: Request) => {
      const sent = (await request.json()) as Sent;
      bookings.push(sent);
      return (replies[bookings.length - 1] ?? booked)(sent);
    },
    'POST /api/v1/holds/release': async (request: Request) => {
      released.push((await request.json()) as Sent);
      return new Response(null, { status: 204 });
    },
    'POST /api/v1/session/leave': () => {
      left += 1;
      return new Response(null, { status: 204 });
    },
  });
}

const booked = (sent: Sent) =>
  Response.json({ visit_code: '123412341234', appointment: { id: sent.hold } }, { status: 201 });
const lost = (): Response => {
  throw new TypeError('network');
};
const refused = (code: string) => () => problem(409, code);

beforeEach(() => {
  forgetAll();
  holds = [];
  bookings = [];
  released = [];
  left = 0;
});

describe('a hold', () => {
  it('is asked for once, however often the start is looked at', async () => {
    answers();
    const both = await Promise.all([holdOf(choice('10:00')), holdOf(choice('10:00'))]);
    await holdOf(choice('11:00'));
    await holdOf(choice('10:00'));
    expect(both[0]).toBe(both[1]);
    expect(holds.map((one) => one.start)).toEqual(['10:00', '11:00']);
  });

  it('is given up when nobody looks at it, before the same hour is asked for anew', async () => {
    answers();
    const first = await holdOf(choice('10:00'));
    giveUp(choice('10:00'));
    giveUp(choice('10:00'));
    giveUp(choice('11:00'));
    const again = await holdOf(choice('10:00'));
    expect(released).toEqual([{ hold: first.held.hold, secret: 's' }]);
    expect(again.held.hold).not.toBe(first.held.hold);
  });

  it('that was booked is not given up', async () => {
    answers();
    await book(order('10:00'));
    giveUp(choice('10:00'));
    await Promise.resolve();
    expect(released).toEqual([]);
  });

  it('that was refused is asked for again', async () => {
    serve({ 'POST /api/v1/holds': () => problem(409, 'slot_taken', { nearest: [] }) });
    await expect(holdOf(choice('10:00'))).rejects.toThrow('slot_taken');
    answers();
    await holdOf(choice('10:00'));
    expect(holds).toHaveLength(1);
  });
});

describe('booking', () => {
  it('sends what was typed, and a key that is random', async () => {
    answers();
    const first = await book(order('10:00', { draft: { ...DRAFT, card: '23456' } }));
    await book(order('11:00'));
    expect(first).toEqual({
      visitCode: '123412341234',
      appointment: { id: 'hold 1' },
      earlier: false,
    });
    expect(bookings.map((sent) => [sent.card, sent.line])).toEqual([
      ['23456', 'one'],
      [null, 'one'],
    ]);
    expect(bookings[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(bookings[1]?.key).not.toBe(bookings[0]?.key);
  });

  it('after a lost answer sends the same again, as nobody, so that the code is told', async () => {
    answers(lost);
    await expect(book(order('10:00'))).rejects.toBeInstanceOf(ProblemError);
    await book(order('10:00'));
    expect(bookings[1]).toEqual(bookings[0]);
    expect([holds.length, left]).toEqual([1, 1]);
  });

  it('does not send a client away who keeps a code', async () => {
    answers(lost);
    const known = order('10:00', { newcomer: false });
    await expect(book(known)).rejects.toBeInstanceOf(ProblemError);
    await book(known);
    expect(left).toBe(0);
  });

  it('of another time after a lost answer finds the one that had gone through', async () => {
    answers(lost, refused('key_reused'));
    await expect(book(order('10:00'))).rejects.toBeInstanceOf(ProblemError);
    const found = await book(order('11:00'));
    expect(bookings.map((sent) => sent.hold)).toEqual(['hold 1', 'hold 2', 'hold 1']);
    expect(new Set(bookings.map((sent) => sent.key)).size).toBe(1);
    expect(found).toMatchObject({ earlier: true, appointment: { id: 'hold 1' } });
  });

  it('takes a new hold when the old one ran out, once', async () => {
    answers(refused('hold_expired'));
    await book(order('10:00'));
    expect(bookings.map((sent) => sent.hold)).toEqual(['hold 1', 'hold 2']);
    bookings = [];
    answers(refused('hold_expired'), refused('hold_expired'));
    await expect(book(order('12:00'))).rejects.toThrow('hold_expired');
    expect(bookings).toHaveLength(2);
  });

  it('tells every other refusal as it is', async () => {
    answers(refused('client_overlap'));
    await expect(book(order('10:00'))).rejects.toThrow('client_overlap');
    expect(bookings).toHaveLength(1);
  });
});

it('moving sends the version that was seen', async () => {
  answers();
  const sent: Sent[] = [];
  serve({
    'POST /api/v1/holds': { hold: 'new', secret: 's' },
    'POST /api/v1/appointments/old/move': async (request: Request) => {
      sent.push((await request.json()) as Sent);
      return Response.json({ id: 'new' });
    },
  });
  const moving = {
    ...{ id: 'old', version: 3, start: '', end: '' },
    ...{ service: 'talk', way: 'text', counsellor: 'li' },
  };
  expect(await move(moving, choice('10:00'))).toEqual({ id: 'new' });
  expect(sent).toEqual([{ hold: 'new', secret: 's', version: 3 }]);
});
