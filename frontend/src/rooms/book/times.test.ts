// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { dayFrom, type Slot, type SlotPage } from '../../api/booking';
import { ANY, counsellorsOf, daysOf, isMixed, isSame, soonest, spokenBy } from './times';

const NOW = new Date('2027-01-03T23:00:00Z'); // Monday 07:00 in Shanghai

const counsellor = (id: string, ...languages: string[]) => ({
  id,
  name_zh: id,
  name_en: id,
  pronoun: '',
  languages,
});
const LI = counsellor('Li Wen', 'zh-Hans', 'en');
const ZHAO = counsellor('Zhao Min', 'zh-Hans');

const slot = (start: string, by = LI): Slot => ({
  start,
  end: start,
  counsellor: by,
  modalities: ['text'],
});

const page = (...days: [string, Slot[]][]): SlotPage => ({
  time_zone: 'Asia/Shanghai',
  no_card_open: true,
  days: days.map(([date, slots]) => ({ date, slots })),
});

const PAGES = [
  page(
    ['2027-01-03', []],
    ['2027-01-04', [slot('2027-01-04T01:00:00Z'), slot('2027-01-04T10:00:00Z', ZHAO)]],
    ['2027-01-05', []],
  ),
  page(['2027-01-06', [slot('2027-01-06T01:00:00Z'), slot('2027-01-06T01:00:00Z', ZHAO)]]),
];

describe('the days shown', () => {
  it('begin today in the house, and a day with nothing is among them', () => {
    const days = daysOf(PAGES, ANY, NOW, 'zh-Hans');
    expect(days.map((day) => [day.date, day.starts.length])).toEqual([
      ['2027-01-04', 2],
      ['2027-01-05', 0],
      ['2027-01-06', 1],
    ]);
  });

  it('follow the wish: language, counsellor, evenings by the clock of the house', () => {
    const count = (wish: object) =>
      soonest(daysOf(PAGES, { ...ANY, ...wish }, NOW, 'zh-Hans'), 'zh-Hans', 9).length;
    expect([count({ language: 'en' }), count({ counsellor: 'Zhao Min' })]).toEqual([2, 2]);
    expect(count({ evening: true })).toBe(1); // 10:00 UTC is 18:00 there
  });

  it('show one start a moment, at which free counsellors take turns', () => {
    const hours = Array.from({ length: 8 }, (_, place) => `2027-01-06T0${place}:00:00Z`);
    const both = hours.flatMap((start) => [slot(start), slot(start, ZHAO)]);
    const halves = hours.map((start) => start.replace(':00:', ':30:'));
    const more = halves.flatMap((start) => [slot(start), slot(start, ZHAO)]);
    const all = [...both, ...more].sort((a, b) => a.start.localeCompare(b.start));
    const [day] = daysOf([page(['2027-01-06', all])], ANY, NOW, 'zh-Hans');
    const turns = day?.starts.map((one) => one.counsellor.id) ?? [];
    expect(turns).toHaveLength(16);
    expect(turns.filter((id) => id === LI.id)).toHaveLength(8);
  });
});

describe('a language', () => {
  it('is preferred: at a moment, and among the soonest', () => {
    const pages = [
      page([
        '2027-01-04',
        [
          slot('2027-01-04T01:00:00Z', ZHAO),
          ...['2', '3', '4'].flatMap((hour) =>
            [ZHAO, LI].map((by) => slot(`2027-01-04T0${hour}:00:00Z`, by)),
          ),
        ],
      ]),
    ];
    const days = daysOf(pages, ANY, NOW, 'en');
    expect(days[0]?.starts.map((one) => one.counsellor.id)).toEqual([
      'Zhao Min',
      ...Array(3).fill('Li Wen'),
    ]);
    expect(soonest(days, 'en').map((one) => one.counsellor.id)).toEqual(Array(3).fill('Li Wen'));
    expect(soonest(days, 'zh-Hans')[0]?.start).toBe('2027-01-04T01:00:00Z');
    expect([isMixed(days, 'en'), isMixed(days, 'zh-Hans')]).toEqual([true, false]);
  });

  it('nobody speaks hides no time', () => {
    const days = daysOf(
      [page(['2027-01-04', [slot('2027-01-04T01:00:00Z', ZHAO)]])],
      ANY,
      NOW,
      'en',
    );
    expect(soonest(days, 'en')).toHaveLength(1);
    expect([spokenBy(LI), spokenBy(ZHAO)]).toEqual(['中文 / English', '中文']);
  });
});

it('counsellors are listed once', () => {
  expect(counsellorsOf(PAGES).map((one) => one.id)).toEqual(['Li Wen', 'Zhao Min']);
});

it('the same hour of two counsellors is not the same slot', () => {
  expect(isSame(slot('x'), slot('x'))).toBe(true);
  expect(isSame(slot('x'), slot('x', ZHAO))).toBe(false);
  expect(isSame(slot('x'), null)).toBe(false);
});

it('days are asked for from the last place on earth on: never later than today in the house', () => {
  expect(dayFrom(new Date('2027-01-04T11:59:00Z'), 0)).toBe('2027-01-03');
  expect(dayFrom(new Date('2027-01-04T12:00:00Z'), 0)).toBe('2027-01-04');
  expect(dayFrom(new Date('2027-01-04T12:00:00Z'), 7)).toBe('2027-01-11');
});
