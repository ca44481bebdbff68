// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { addressOf, FIRST_VIEW, fitted, refusedIn, type View, viewOf } from './address';

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

it('what an address asks for and does not get is known', () => {
  expect(refusedIn('')).toBeNull();
  expect(refusedIn('show=pulse.D06&split=shift')).toBeNull();
  expect(refusedIn('show=use.utilisation&split=site')).toBeNull();
  expect(refusedIn('show=use.openings&split=site')).toBe('cut');
  expect(refusedIn('show=pulse.score&split=team')).toBe('cut');
  expect(refusedIn('show=use.openings&split=shift')).toBeNull();
  expect(refusedIn('show=people.li')).toBe('figure');
});

it('what a figure does not offer is left out of the view and named, and stays in the address', () => {
  const asked: View = {
    source: 'pulse',
    code: 'score',
    split: 'site',
    site: 'HZ',
    below: 'calls',
  };
  expect(fitted(asked, ['CD', 'HZ'])).toEqual({ view: asked, left: [] });
  expect(fitted(asked, undefined).left).toEqual([]);
  expect(fitted(asked, ['CD'])).toEqual({ view: { ...asked, site: '' }, left: ['site'] });
  const byShift: View = { ...asked, source: 'use', code: 'utilisation', split: 'shift' };
  expect(fitted(byShift, ['HZ']).left).toEqual(['split']);
  expect(viewOf(search(addressOf(byShift)))).toEqual(byShift);
  expect(fitted({ ...asked, source: 'use', code: 'concerns' }, []).left).toEqual(['site', 'below']);
});
