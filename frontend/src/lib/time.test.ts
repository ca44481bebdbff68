import { describe, expect, it } from 'vitest';
import { clock, day, dayAndClock, list, remaining, span, zoneNote } from './time';

const SHANGHAI = 'Asia/Shanghai';
const start = '2027-01-04T10:00:00Z'; // 18:00 in Shanghai
const end = '2027-01-04T10:50:00Z';
const now = '2027-01-02T00:00:00Z';

describe('dates', () => {
  it('follow the language', () => {
    expect(dayAndClock(start, 'en', SHANGHAI, now)).toBe('Mon 4 Jan, 18:00');
    expect(dayAndClock(start, 'zh-Hans', SHANGHAI, now)).toBe('1月4日 周一 18:00');
  });

  it('say the year only when it is another one', () => {
    expect(day(start, 'en', SHANGHAI, '2026-12-30T00:00:00Z')).toBe('Mon 4 Jan 2027');
    expect(day(start, 'zh-Hans', SHANGHAI, '2026-12-30T00:00:00Z')).toBe('2027年1月4日 周一');
  });

  it('are counted in the site’s zone, not the device’s', () => {
    const lateInLondon = '2027-01-04T23:30:00Z';
    expect(day(lateInLondon, 'en', SHANGHAI, now)).toBe('Tue 5 Jan');
    expect(clock('2027-01-04T16:00:00Z', 'en', SHANGHAI)).toBe('00:00');
  });

  it('say a span once for one day and twice across midnight', () => {
    expect(span(start, end, 'en', SHANGHAI, now)).toBe('Mon 4 Jan, 18:00–18:50');
    expect(span(start, '2027-01-04T17:00:00Z', 'en', SHANGHAI, now)).toBe(
      'Mon 4 Jan, 18:00 – Tue 5 Jan, 01:00',
    );
  });
});

describe('the zone', () => {
  it('is named only where the device keeps other hours', () => {
    expect(zoneNote(start, 'en', SHANGHAI, 'Asia/Singapore')).toBeNull();
    expect(zoneNote(start, 'en', SHANGHAI, 'Europe/London')).toBe('China Standard Time');
    expect(zoneNote(start, 'zh-Hans', SHANGHAI, 'Europe/London')).toContain('中国');
  });

  it('is judged at that moment: clocks change', () => {
    expect(zoneNote('2027-01-10T12:00:00Z', 'en', 'Europe/London', 'UTC')).toBeNull();
    expect(zoneNote('2027-07-10T12:00:00Z', 'en', 'Europe/London', 'UTC')).not.toBeNull();
  });
});

describe('small things', () => {
  it('count down to zero and no further', () => {
    expect([remaining(245), remaining(59.9), remaining(-3)]).toEqual(['4:05', '0:59', '0:00']);
  });

  it('list in the language', () => {
    expect(list(['a', 'b', 'c'], 'en')).toBe('a, b and c');
    expect(list(['甲', '乙', '丙'], 'zh-Hans')).toBe('甲、乙和丙');
  });
});
