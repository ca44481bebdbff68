import { act, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ROLES } from '../api/session';
import { paths } from '../lib/paths';
import { firstPageOf } from '../rooms/signin/landing';
import { serve, show } from '../testing';
import { guarded } from './guard';
import { firstPage, Pages, ready } from './route';
import { isPartOf } from './staff.rail';
import { routes } from './staff.routes';

const ANYBODY: readonly string[] = [paths.staff, paths.unlock, paths.welcome, paths.start];
/** A system administrator works at the command line. */
const READERS = ROLES.filter((role) => role !== 'system_admin');
const pagesOf = (...roles: string[]) =>
  routes.map(({ path }) => path).filter((path) => isPartOf(roles, path));

describe('a page is part of a role', () => {
  it('and every page is part of some, except the ways in', () => {
    expect(pagesOf()).toEqual(ANYBODY);
    expect(pagesOf(...READERS)).toEqual(routes.map(({ path }) => path));
  });

  it('also where it is reached from a page of the rail', () => {
    const own = pagesOf('counsellor');
    expect(own).toEqual(expect.arrayContaining(['/staff/c/:ref', '/staff/live/:aid']));
    expect(own).not.toContain(paths.ops);
    expect(pagesOf('operations')).not.toContain('/staff/c/:ref/n/:nid');
  });

  it('and each role begins on one of its own', () => {
    for (const role of READERS) {
      const first = firstPageOf([role], () => true);
      expect(first && isPartOf([role], first), role).toBe(true);
    }
  });
});

describe('somebody on a page that is not part of their role', () => {
  const page = vi.fn(async () => ({ default: () => <h1>cases</h1> }));
  const cases = ready([{ path: paths.cases, words: [], page }]);

  it('reads so and is led to their first page; nothing of the page is fetched', async () => {
    serve({ 'GET /api/v1/session': { kind: 'staff', roles: ['operations'] } });
    history.replaceState(null, '', paths.cases);
    const mine = guarded(cases, ['operations']);
    await firstPage(mine);
    await show(<Pages routes={mine} home={paths.staff} />, { known: [paths.ops] });
    const said = await screen.findByRole('heading');
    expect(said.textContent).toBe('This page is not part of your role.');
    expect((await screen.findByRole('link')).getAttribute('href')).toBe(paths.ops);
    expect(page).not.toHaveBeenCalled();
  });

  it('sees it once one of several roles has it', async () => {
    history.replaceState(null, '', paths.cases);
    const mine = guarded(cases, ['operations', 'counsellor']);
    await act(() => show(<Pages routes={mine} home={paths.staff} />));
    expect((await screen.findByRole('heading')).textContent).toBe('cases');
  });
});
