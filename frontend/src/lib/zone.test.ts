import { describe, expect, it } from 'vitest';
import { addDays, dateIn, instantOf, minuteIn, mondayOf, wallOf } from './zone';

const SHANGHAI = 'Asia/Shanghai';
const LONDON = 'Europe/London';

describe('walls', () => {
  it('show the day and hour of their zone', () => {
    expect(wallOf('2027-01-04T16:30:00Z', SHANGHAI)).toEqual({ date: '2027-01-05', time: '00:30' });
    expect(dateIn('2027-01-04T16:30:00Z', LONDON)).toBe('2027-01-04');
    expect(minuteIn('2027-01-04T16:30:00Z', SHANGHAI)).toBe(30);
  });

  it('give back the instant they showed', () => {
    expect(instantOf('2027-01-05', '00:30', SHANGHAI).toISOString()).toBe(
      '2027-01-04T16:30:00.000Z',
    );
    expect(instantOf('2027-07-05', '09:00', LONDON).toISOString()).toBe('2027-07-05T08:00:00.000Z');
  });

  it('survive the nights in which clocks change', () => {
    // In London 01:00-02:00 is skipped on 28 March 2027 and comes twice on 31 October 2027.
    expect(instantOf('2027-03-28', '03:00', LONDON).toISOString()).toBe('2027-03-28T02:00:00.000Z');
    expect(instantOf('2027-03-28', '01:30', LONDON).toISOString()).toBe('2027-03-28T00:30:00.000Z');
    expect(instantOf('2027-10-31', '01:30', LONDON).toISOString()).toBe('2027-10-31T00:30:00.000Z');
    expect(instantOf('2027-10-31', '09:00', LONDON).toISOString()).toBe('2027-10-31T09:00:00.000Z');
  });
});

describe('days', () => {
  it('are counted across months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28');
  });

  it('know their Monday', () => {
    expect(mondayOf('2027-01-04')).toBe('2027-01-04');
    expect(mondayOf('2027-01-10')).toBe('2027-01-04');
  });
});
