import { describe, expect, it } from 'vitest';
import { faultOf, stretchesOf, type Wish, wishFor } from './wish';

const SHANGHAI = 'Asia/Shanghai';
const NOW = new Date('2027-01-04T02:10:00Z'); // Monday 10:10 in Shanghai
const wish = (some: Partial<Wish> = {}): Wish => ({
  ...wishFor(null, NOW, SHANGHAI),
  staff: 's',
  ...some,
});
const said = (one: Wish, zone = SHANGHAI) =>
  stretchesOf(one, zone).map(({ start, end }) => `${start.toISOString()} ${end.toISOString()}`);

describe('what is wished for', () => {
  it('begins tomorrow at eight, for a day', () => {
    expect(said(wish())).toEqual(['2027-01-05T00:00:00.000Z 2027-01-06T00:00:00.000Z']);
  });

  it('begins with a gap: from the quarter of the hour in which it is', () => {
    const gap = { start: NOW.toISOString(), end: '2027-01-04T16:00:00Z' };
    const { date, from, to } = wishFor(gap, NOW, SHANGHAI);
    expect([date, from, to]).toEqual(['2027-01-04', '10:00', '00:00']);
  });

  it('is every day until the last, by the clock on the wall', () => {
    const london = wish({ date: '2027-03-27', until: '2027-03-28', from: '20:00', to: '08:00' });
    expect(said(london, 'Europe/London')).toEqual([
      '2027-03-27T20:00:00.000Z 2027-03-28T07:00:00.000Z', // clocks go forward in that night
      '2027-03-28T19:00:00.000Z 2027-03-29T07:00:00.000Z',
    ]);
  });
});

describe('what is wrong with it', () => {
  it.each([
    [{}, null],
    [{ staff: '' }, 'staff'],
    [{ staff: '', kind: 'hotline' }, null],
    [{ date: '' }, 'date'],
    [{ until: '2027-01-04' }, 'until'],
    [{ until: '2027-02-04' }, null],
    [{ until: '2027-02-05' }, 'until'],
    [{ date: '2027-01-04', from: '08:00', to: '10:00' }, 'past'],
    [{ date: '2027-01-04', from: '08:00', to: '12:00' }, null],
  ] as const)('%o: %s', (some, fault) => {
    expect(faultOf(wish(some), NOW, SHANGHAI)).toBe(fault);
  });
});
