import { describe, expect, it } from 'vitest';
import { daysOf, goesOn, hoursUncovered, type Plan, parts, windowOf } from './days';

const SHANGHAI = 'Asia/Shanghai';
const from = '2027-01-04T02:10:00.000Z'; // Monday 10:10 in Shanghai
const to = windowOf(0, new Date(from), SHANGHAI).to.toISOString();
const window = { from, to };
const gap = (start: string, end: string) => ({ start, end });
const plan = (some: Partial<Plan>): Plan => ({
  shifts: [],
  hotline_only: [],
  gaps: [],
  people: [],
  planned_until: null,
  from,
  to,
  ...some,
});
const shift = (start: string, end: string) => ({
  id: start,
  staff: 's',
  name: 'Chen Yu',
  own: false,
  level: 1,
  start,
  end,
});

describe('the plan', () => {
  it('reaches to the end of the fourteenth day after today', () => {
    expect(to).toBe('2027-01-18T16:00:00.000Z');
    expect(daysOf(plan({}), SHANGHAI).map(({ date }) => date)).toHaveLength(15);
  });

  it('goes on by whole weeks where the page before it ended', () => {
    const next = windowOf(1, new Date(from), SHANGHAI);
    expect(next.from.toISOString()).toBe(to);
    const page = plan({ from: next.from.toISOString(), to: next.to.toISOString() });
    const dates = daysOf(page, SHANGHAI).map(({ date }) => date);
    expect([dates[0], dates.at(-1), dates.length]).toEqual(['2027-01-19', '2027-02-01', 14]);
  });

  it('has pages as far as anything is planned, and one more', () => {
    const pages = (planned_until: string | null) =>
      [0, 1, 2].map((page) => {
        const shown = windowOf(page, new Date(from), SHANGHAI);
        return goesOn(plan({ from: shown.from.toISOString(), planned_until }));
      });
    expect(pages(null)).toEqual([false, false, false]);
    expect(pages('2027-01-06T00:00:00Z')).toEqual([true, false, false]);
    expect(pages('2027-01-20T00:00:00Z')).toEqual([true, true, false]);
  });

  it('keeps a night in one piece, on the day on which it begins', () => {
    const night = gap('2027-01-05T14:00:00Z', '2027-01-06T00:00:00Z'); // 22:00 to 08:00
    const days = daysOf(plan({ gaps: [night] }), SHANGHAI);
    expect(days[1]?.entries).toEqual([{ kind: 'gap', ...night }]);
    expect(days[2]?.entries).toEqual([]);
  });

  it('tells what is longer than a day on every day of it', () => {
    const long = parts(gap('2027-01-01T00:00:00Z', '2027-01-06T00:00:00Z'), window, SHANGHAI);
    expect(long).toEqual([
      { start: from, end: '2027-01-04T16:00:00.000Z' },
      { start: '2027-01-04T16:00:00.000Z', end: '2027-01-05T16:00:00.000Z' },
      { start: '2027-01-05T16:00:00.000Z', end: '2027-01-06T00:00:00Z' },
    ]);
  });

  it('ends with its last day, whatever lasts longer', () => {
    const year = parts(gap(from, '2027-12-31T00:00:00Z'), window, SHANGHAI);
    expect(year.at(-1)?.end).toBe(to);
    expect(year).toHaveLength(15);
  });

  it('shows under today the shift that began yesterday and still runs', () => {
    const running = shift('2027-01-03T12:00:00Z', '2027-01-04T12:00:00Z');
    const today = daysOf(plan({ shifts: [running] }), SHANGHAI)[0];
    expect(today?.date).toBe('2027-01-04');
    expect(today?.entries).toHaveLength(1);
  });

  it('counts the hours without anybody, and even a minute is not none', () => {
    expect(hoursUncovered(plan({}))).toBe(0);
    const minute = gap('2027-01-05T14:00:00Z', '2027-01-05T14:01:00Z');
    const night = gap('2027-01-06T14:00:00Z', '2027-01-07T00:00:00Z');
    expect(hoursUncovered(plan({ gaps: [minute] }))).toBe(1);
    expect(hoursUncovered(plan({ gaps: [minute, night] }))).toBe(11);
  });
});
