import { expect, it } from 'vitest';
import { addressOf, FIRST_VIEW, viewOf } from './address';

const search = (address: string) => address.split('?')[1] ?? '';

it('a view comes back from its address', () => {
  const view = {
    source: 'pulse',
    code: 'D06',
    split: 'site_shift',
    site: 'HZ',
    below: 'occupancy',
  } as const;
  expect(viewOf(search(addressOf(view)))).toEqual(view);
  expect(addressOf(FIRST_VIEW)).toBe('/ops/explore?show=use.openings');
});

it('what an address does not know becomes what is shown first', () => {
  expect(viewOf('')).toEqual(FIRST_VIEW);
  expect(viewOf('show=people.li&split=team&site=%3Cb%3E&below=names')).toEqual(FIRST_VIEW);
});
