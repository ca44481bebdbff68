import { describe, expect, it } from 'vitest';
import { type Call, clocksOf, markReached, nextRung, partsOf, pressing } from './clocks';

const RAISED = Date.parse('2026-11-21T10:00:00Z');
const later = (seconds: number) => RAISED + seconds * 1000;
const iso = (seconds: number) => new Date(later(seconds)).toISOString();

const call = (over: Partial<Call> = {}): Call => ({
  id: '0190a0a0-0000-7000-8000-000000000001',
  state: 'raised',
  came_from: 'plain',
  language: 'en',
  known_client: false,
  case: null,
  raised_at: iso(0),
  acknowledged_at: null,
  acknowledged_by: '',
  mine: false,
  contacted_at: null,
  all_right_at: null,
  closed_at: null,
  outcome: '',
  attempts: 0,
  rung: 1,
  has_number: true,
  unkept: '',
  may_open: true,
  steps: [],
  ...over,
});

describe('the clocks of a call', () => {
  it('count down from five and fifteen minutes in whole seconds', () => {
    const [accept, contact] = clocksOf(call(), later(139.9));
    expect([accept.left, contact.left]).toEqual([161, 761]);
    expect([accept.runs, accept.met]).toEqual([true, false]);
  });

  it('go below zero once the goal is missed', () => {
    expect(clocksOf(call(), later(301))[0].left).toBe(-1);
    expect(clocksOf(call(), later(300))[0].left).toBe(0);
  });

  it('stop where the goal was met', () => {
    const met = call({ state: 'in_contact', acknowledged_at: iso(40), contacted_at: iso(190) });
    const [accept, contact] = clocksOf(met, later(5000));
    expect([accept.passed, accept.met, accept.runs]).toEqual([40, true, false]);
    expect([contact.passed, contact.left]).toEqual([190, 710]);
  });

  it('stop unmet when the call is closed without contact', () => {
    const closed = call({ acknowledged_at: iso(40), closed_at: iso(600) });
    const contact = clocksOf(closed, later(9000))[1];
    expect([contact.met, contact.runs, contact.passed]).toEqual([false, false, 600]);
  });

  it('never show time before the call', () => {
    expect(clocksOf(call(), later(-2))[0].left).toBe(300);
  });
});

it('first the acceptance presses, then the contact, then nothing', () => {
  expect(pressing(call(), later(10))?.goal).toBe('accept');
  expect(pressing(call({ acknowledged_at: iso(5) }), later(10))?.goal).toBe('contact');
  const reached = call({ acknowledged_at: iso(5), contacted_at: iso(9) });
  expect(pressing(reached, later(10))).toBeNull();
});

describe('the rungs', () => {
  it('name whoever is called next, and in how long', () => {
    expect(nextRung(call(), later(75))).toEqual({ rung: 2, left: 45 });
    expect(nextRung(call({ rung: 2 }), later(130))).toEqual({ rung: 3, left: 170 });
    expect(nextRung(call({ rung: 0 }), later(1))).toEqual({ rung: 1, left: 0 });
  });

  it('end at the top and with the acceptance', () => {
    expect(nextRung(call({ rung: 3 }), later(400))).toBeNull();
    expect(nextRung(call({ state: 'acknowledged' }), later(60))).toBeNull();
  });
});

describe('what is spoken', () => {
  const spoken = (from: number, to: number) => {
    const said: number[] = [];
    let before: number | null = null;
    for (let left = from; left >= to; left -= 1) {
      const mark = markReached(before, left);
      if (mark !== null) said.push(mark);
      before = left;
    }
    return said;
  };

  it('is five, two and one minute and the end, once each', () => {
    expect(spoken(900, -30)).toEqual([300, 120, 60, 0]);
    expect(spoken(300, -5)).toEqual([300, 120, 60, 0]);
  });

  it('is the latest mark only when seconds were missed', () => {
    expect(markReached(130, 50)).toBe(60);
    expect(markReached(50, -90)).toBe(0);
    expect(markReached(-1, -2)).toBeNull();
  });

  it('is where a clock stands when it is first seen', () => {
    expect(markReached(null, 299)).toBe(300);
    expect(markReached(null, -400)).toBe(0);
    expect(markReached(null, 840)).toBeNull();
  });
});

it('parts calls by whose they are, the clock that runs out first before the rest', () => {
  const taken = { state: 'contacting', acknowledged_at: iso(100) };
  const parts = partsOf(
    [
      call({ id: 'a', ...taken, contacted_at: iso(120), state: 'in_contact' }),
      call({ id: 'b', ...taken, mine: true }),
      call({ id: 'c', raised_at: iso(60) }),
      call({ id: 'd', ...taken, raised_at: iso(40) }),
      call({ id: 'e', raised_at: iso(20) }),
      call({ id: 'f', ...taken, raised_at: iso(30), mine: true }),
    ],
    later(200),
  );
  const ids = (calls: Call[]) => calls.map(({ id }) => id).join('');
  expect([ids(parts.mine), ids(parts.waiting), ids(parts.others)]).toEqual(['bf', 'ec', 'da']);
});
