import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem, serve, show } from '../../testing';
import { LetIn } from './LetIn';
import { Outside } from './Outside';

const chen = { id: 'p1', name: 'Chen Yu' };
const sun = { id: 'p2', name: 'Sun Hong' };
const desk = (name: string, more: object) => ({
  desk: name,
  inside: true,
  members: [],
  outside: [],
  behind: 0,
  changed: false,
  ...more,
});

/** A server that lets in whom it is asked to, and notes it. */
function letting(desks: { desk: string; outside: { id: string }[] }[]): string[] {
  const asked: string[] = [];
  const act = (name: string) => async (request: Request) => {
    const { staff } = await request.json();
    asked.push(`${name} ${staff}`);
    const of = desks.find((one) => one.desk === name);
    if (of) of.outside = of.outside.filter(({ id }) => id !== staff);
    return new Response(null, { status: 204 });
  };
  serve({
    'GET /api/v1/desks': () => Response.json({ desks }),
    'POST /api/v1/desks/intake/members': act('intake'),
    'POST /api/v1/desks/on_call/members': act('on_call'),
  });
  return asked;
}

describe('letting colleagues in', () => {
  it('is one act a person, for all desks that wait for them', async () => {
    const asked = letting([
      desk('intake', { outside: [chen] }),
      desk('on_call', { outside: [chen, sun] }),
    ]);
    await show(<LetIn />);
    const both = 'Let Chen Yu open waiting requests and calls for help';
    expect(await screen.findByRole('heading', { name: both })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Let Sun Hong open calls for help' })).toBeTruthy();
    expect(screen.getAllByText(/Check in person or by phone/)).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Let Chen Yu in' }));
    expect(await screen.findByText('Chen Yu is in.')).toBeTruthy();
    expect(asked).toEqual(['intake p1', 'on_call p1']);
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Let Chen Yu in' })).toBeNull(),
    );
    expect(screen.getByRole('button', { name: 'Let Sun Hong in' })).toBeTruthy();
  });

  it('says what is wrong with a desk, with those inside and with everybody', async () => {
    letting([
      desk('intake', { behind: 2 }),
      desk('on_call', { inside: false, behind: 1, changed: true }),
    ]);
    await show(<LetIn />);
    expect(
      await screen.findByText(/^2 waiting requests are sealed to an earlier key/),
    ).toBeTruthy();
    expect(screen.getByText(/key to calls for help was changed behind our back/)).toBeTruthy();
    expect(screen.queryByText(/^1 call for help is sealed/)).toBeNull();
  });

  it('says why it was refused', async () => {
    serve({
      'GET /api/v1/desks': { desks: [desk('intake', { outside: [chen] })] },
      'POST /api/v1/desks/intake/members': () => problem(409, 'not_let_in'),
    });
    await show(<LetIn />, { lang: 'zh-Hans' });
    fireEvent.click(await screen.findByRole('button', { name: '允许Chen Yu打开' }));
    expect((await screen.findByRole('alert')).textContent).toContain('您还没有获得允许');
  });
});

describe('who is not in', () => {
  const told = async (is_set: boolean, members: object[], inside = false) => {
    serve({
      'GET /api/v1/desks': { desks: [desk('intake', { inside, members })] },
      'GET /api/v1/unlock': { kinds: [], is_set },
    });
    await show(
      <>
        <Outside desk="intake" />
        <p>Here</p>
      </>,
    );
  };

  it('learns whom to ask', async () => {
    await told(true, [chen, sun]);
    expect(
      await screen.findByText(/A colleague has to let you in: Chen Yu or Sun Hong\./),
    ).toBeTruthy();
  });

  it('learns that a passphrase comes first', async () => {
    await told(false, [chen]);
    const link = await screen.findByRole('link', { name: 'Choose it now' });
    expect(link.getAttribute('href')).toBe('/staff/unlock');
  });

  it('learns that nobody is there to ask', async () => {
    await told(true, []);
    expect(await screen.findByText(/nobody is there who could let you in/)).toBeTruthy();
  });

  it('and whoever is in reads nothing of it', async () => {
    await told(true, [chen], true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByText(/You can’t open/)).toBeNull();
  });
});
