import { expect, it } from 'vitest';
import { onSameDays } from './sameDays';

const ZONE = 'Asia/Shanghai';
// Mondays 4, 11 and 18 January, and Tuesday the 12th just after midnight in Shanghai.
const booked = ['2027-01-04T02:00Z', '2027-01-11T02:00Z', '2027-01-11T16:30Z', '2027-01-18T02:00Z'];
const found = (date: string, weeks: number) =>
  onSameDays(
    booked.map((start) => ({ start })),
    { date, weeks },
    ZONE,
  ).map(({ start }) => start);

it('finds the sessions of every week that is booked, not of the first alone', () => {
  expect(found('2027-01-04', 1)).toEqual([booked[0]]);
  expect(found('2027-01-04', 3)).toEqual([booked[0], booked[1], booked[3]]);
});

it('goes by the days of the zone and by no other weekday', () => {
  expect(found('2027-01-12', 1)).toEqual([booked[2]]);
  expect(found('2027-01-05', 2)).toEqual([booked[2]]);
  expect(found('2027-01-06', 12)).toEqual([]);
  expect(found('', 12)).toEqual([]);
});
