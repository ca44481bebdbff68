import { describe, expect, it } from 'vitest';
import { type Call, climbsIn, clockOf, heardOf, saidOf, shown } from './clocks';

const RAISED = Date.parse('2027-01-04T03:00:00Z');
const at = (minutes: number, seconds = 0) => RAISED + (minutes * 60 + seconds) * 1000;
const call = (more: Partial<Call> = {}): Call =>
  ({ raised_at: new Date(RAISED).toISOString(), state: 'raised', ...more }) as Call;

describe('the clock', () => {
  it('counts down to the target and then what is over', () => {
    expect(clockOf(call(), at(2))).toMatchObject({ kind: 'left', ms: 13 * 60_000 });
    expect(clockOf(call(), at(16, 5))).toMatchObject({ kind: 'over', ms: 65_000, used: 1 });
  });

  it('stops when a human has spoken', () => {
    const reached = call({ contacted_at: new Date(at(4)).toISOString() });
    expect(clockOf(reached, at(50))).toMatchObject({ kind: 'reached', ms: 4 * 60_000 });
  });

  it('never runs backwards where the device is behind the server', () => {
    expect(clockOf(call(), RAISED - 2_000)).toMatchObject({ kind: 'left', ms: 15 * 60_000 });
  });

  it('is shown in minutes and seconds', () => {
    expect([shown(0), shown(65_400), shown(3_723_000)]).toEqual(['00:00', '01:05', '1:02:03']);
  });
});

describe('the rungs', () => {
  it('climb at two and five minutes until somebody accepts', () => {
    expect(climbsIn(call(), at(0, 30))).toBe(90_000);
    expect(climbsIn(call(), at(2))).toBe(180_000);
    expect(climbsIn(call(), at(5))).toBeNull();
    expect(climbsIn(call({ state: 'acknowledged' }), at(1))).toBeNull();
  });
});

describe('what is said aloud', () => {
  it('comes at five, two and one minutes left, and at the breach', () => {
    expect(saidOf(call(), at(9, 59), at(10, 0))).toEqual({ what: 'left', minutes: 5 });
    expect(saidOf(call(), at(10, 0), at(10, 1))).toBeNull();
    expect(saidOf(call(), at(12, 59), at(13, 0))).toEqual({ what: 'left', minutes: 2 });
    expect(saidOf(call(), at(13, 59), at(14, 0))).toEqual({ what: 'left', minutes: 1 });
    expect(saidOf(call(), at(15, 0), at(15, 1))).toEqual({ what: 'over' });
  });

  it('says only the last mark after a sleep of the device', () => {
    expect(saidOf(call(), at(3), at(20))).toEqual({ what: 'over' });
  });

  it('is silent once the person was reached', () => {
    const reached = call({ contacted_at: new Date(at(4)).toISOString() });
    expect(saidOf(reached, at(9, 59), at(10, 0))).toBeNull();
  });

  it('puts a new call before a breach, and a breach before a mark', () => {
    const calls = [call({ id: 'a' }), call({ id: 'b', raised_at: new Date(at(5)).toISOString() })];
    const both = new Set(['a', 'b']);
    expect(heardOf(calls, new Set(['a']), at(14, 59), at(15, 1))).toEqual({ what: 'new' });
    expect(heardOf(calls, both, at(14, 59), at(15, 1))).toEqual({ what: 'over' });
    expect(heardOf(calls, both, at(15, 1), at(15, 2))).toBeNull();
  });
});
