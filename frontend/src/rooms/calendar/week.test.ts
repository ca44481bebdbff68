import { describe, expect, it } from 'vitest';
import { heightOf, lanesOf, pieceOn, rowsOf, shown } from './week';

const ZONE = 'Asia/Shanghai';
const DAY = '2027-01-04';

describe('pieces', () => {
  it('are the part of a stretch on one day, by the calendar’s own clock', () => {
    const morning = { start: '2027-01-04T01:00:00Z', end: '2027-01-04T04:30:00Z' };
    expect(pieceOn(DAY, ZONE, morning)).toEqual({ from: 540, to: 750 });
    expect(pieceOn('2027-01-05', ZONE, morning)).toBeNull();
  });

  it('of a night lie on both days', () => {
    const night = { start: '2027-01-04T12:00:00Z', end: '2027-01-05T00:00:00Z' }; // 20:00-08:00
    expect(pieceOn(DAY, ZONE, night)).toEqual({ from: 1200, to: 1440 });
    expect(pieceOn('2027-01-05', ZONE, night)).toEqual({ from: 0, to: 480 });
  });

  it('that end at midnight do not touch the next day', () => {
    const evening = { start: '2027-01-04T12:00:00Z', end: '2027-01-04T16:00:00Z' };
    expect(pieceOn(DAY, ZONE, evening)).toEqual({ from: 1200, to: 1440 });
    expect(pieceOn('2027-01-05', ZONE, evening)).toBeNull();
  });
});

describe('places in the grid', () => {
  it('are quarters of an hour, and nothing is flat', () => {
    expect(rowsOf({ from: 540, to: 590 })).toEqual({ gridRow: '37 / 41' });
    expect(rowsOf({ from: 540, to: 540 })).toEqual({ gridRow: '37 / 38' });
    expect([heightOf({ from: 540, to: 570 }), heightOf({ from: 550, to: 600 })]).toEqual([2, 4]);
  });

  it('stand side by side where they would cover one another', () => {
    const pieces = [
      { from: 540, to: 600 },
      { from: 570, to: 630 },
      { from: 600, to: 660 },
    ];
    expect(lanesOf(pieces)).toEqual([0, 1, 0]);
  });

  it('are told as times', () => {
    expect([shown(0), shown(545), shown(1440)]).toEqual(['00:00', '09:05', '24:00']);
  });
});
