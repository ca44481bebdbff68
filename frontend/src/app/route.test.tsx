import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../testing';
import { Boundary } from '../ui/Boundary';
import { LastResort } from '../ui/LastResort';
import { firstPage, Pages, ready } from './route';

const words = () => ({ load: vi.fn(async () => ({})) });
const page = (text: string) => vi.fn(async () => ({ default: () => <h1>{text}</h1> }));

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {}); // React repeats what the boundary caught
});

describe('pages', () => {
  it('fetch page and words once, and only for the address', async () => {
    const [home, one] = [page('home'), page('case')];
    const said = words();
    const routes = ready([
      { path: '/', words: [words()], page: home },
      { path: '/staff/c/:ref', words: [said], page: one },
    ]);
    history.replaceState(null, '', '/staff/c/b7');
    await firstPage(routes);
    expect(said.load).toHaveBeenCalledWith('en');
    await show(<Pages routes={routes} home="/" />);
    expect(screen.getByRole('heading').textContent).toBe('case');
    expect(one).toHaveBeenCalled();
    expect(home).not.toHaveBeenCalled();
  });

  it('an unknown address says so and leads home', async () => {
    history.replaceState(null, '', '/nowhere');
    await show(<Pages routes={ready([])} home="/staff" />);
    expect(screen.getByRole('link').getAttribute('href')).toBe('/staff');
  });

  it('a page that did not arrive is an error with a retry, and the next address works', async () => {
    const broken = { path: '/', words: [], page: () => Promise.reject(new TypeError('gone')) };
    const routes = ready([broken, { path: '/book', words: [], page: page('book') }]);
    await show(<Pages routes={routes} home="/" />);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
    await act(async () => history.pushState(null, '', '/book'));
    expect((await screen.findByRole('heading')).textContent).toBe('book');
  });
});

it('when nothing can be drawn, the numbers are back', async () => {
  const Broken = () => {
    throw new Error('broken');
  };
  await show(
    <Boundary on="" fallback={() => <LastResort />}>
      <Broken />
    </Boundary>,
  );
  const hrefs = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(hrefs.slice(0, 3)).toEqual(['tel:12356', 'tel:120', 'tel:110']);
});
