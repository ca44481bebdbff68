import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { atGroup } from '../../lib/openGroup';
import { paths } from '../../lib/paths';
import { placeLeft } from '../../lib/wayIn';
import { problem, serve, show } from '../../testing';
import Groups from './Groups';

const ID = '0190a0a0-0000-7000-8000-000000000001';
const group = (over: object = {}) => ({
  id: ID,
  title_zh: '难打的电话之后',
  title_en: 'After hard calls',
  kind: 'circle',
  language: 'en',
  start: '2026-11-28T02:00:00Z',
  end: '2026-11-28T03:30:00Z',
  capacity: 8,
  minimum: 3,
  free: 5,
  waiting: 0,
  state: 'open',
  facilitator: { name_zh: '李文', name_en: 'Li Wen' },
  mine: null,
  position_band: null,
  ...over,
});
const NAMES = [
  'Cedar 雪松',
  'Elm 榆树',
  'Fir 冷杉',
  'Pine 松树',
  'Yew 红豆杉',
  'Oak 橡树',
  'Palm 棕榈',
];
const client = { kind: 'client', way_in: 'visit', neutral_name: 'Harbour', exit_path: '/rest' };
const nobody = { ...client, kind: 'anonymous', way_in: '' };

interface State {
  group: object;
  seat: object | null;
  aliases: string[];
  names?: string[];
  room?: string;
}

/** A server with one group; `seat` answers a joining and says what is true from then on. */
function groupServer(
  who: object,
  seat: () => Response,
  state: State,
  leave?: () => Response,
): void {
  serve({
    'GET /api/v1/session': who,
    'GET /api/v1/groups': () => Response.json({ groups: [state.group] }),
    [`GET /api/v1/groups/${ID}`]: () => Response.json({ names: NAMES, ...state }),
    [`POST /api/v1/groups/${ID}/seat`]: seat,
    [`DELETE /api/v1/groups/${ID}/seat`]: leave,
  });
}

async function open(button = 'See and join'): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: button }));
}

const join = (alias: string, button = 'Take a seat') => {
  if (!screen.queryByRole('button', { name: alias })) {
    fireEvent.click(screen.getByRole('button', { name: 'Other names' }));
  }
  fireEvent.click(screen.getByRole('button', { name: alias }));
  fireEvent.click(screen.getByRole('button', { name: button }));
};

it('lists what is open, and asks to come in only for a seat', async () => {
  groupServer(nobody, () => problem(401, 'not_authenticated'), {
    group: group(),
    seat: null,
    aliases: [],
  });
  await show(<Groups />, { known: [paths.book] });
  expect(await screen.findByText('5 of 8 seats free')).toBeTruthy();
  expect(screen.getByText(/in English · in person/)).toBeTruthy();
  await open();
  const comeIn = await screen.findByRole('link', { name: 'Come in' });
  expect(screen.getByText(/in a room, and others may see who goes in/)).toBeTruthy();
  expect(screen.getByText(/You get one with your first booking/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Book a session' }).getAttribute('href')).toBe(
    paths.book,
  );
  expect(screen.getByText('It takes place with at least 3 people.')).toBeTruthy();
  fireEvent.click(comeIn);
  expect(location.pathname).toBe(paths.sessions);
  expect(placeLeft()).toEqual({ path: paths.groups, state: atGroup(ID) });
});

it('opens the group somebody comes back to', async () => {
  history.replaceState(atGroup(ID), '', paths.groups);
  groupServer(client, () => problem(409, 'not_open'), {
    group: group(),
    seat: null,
    aliases: [],
    room: 'B2-402',
  });
  await show(<Groups />);
  expect(await screen.findByRole('button', { name: 'Take a seat' })).toBeTruthy();
});

it('offers no joining where joining is closed', async () => {
  groupServer(nobody, () => problem(409, 'not_open'), {
    group: group({ state: 'closed' }),
    seat: null,
    aliases: [],
    names: [],
    room: '',
  });
  await show(<Groups />);
  expect(await screen.findByText('Joining is closed')).toBeTruthy();
  await open('See more');
  expect(await screen.findByText('Joining is closed by now.')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Come in' })).toBeNull();
});

it('gives a seat up only after having asked', async () => {
  let left = 0;
  const state: State = {
    group: group({ mine: 'registered' }),
    seat: { number: 3, alias: 'Cedar 雪松', state: 'registered' },
    aliases: ['Cedar 雪松'],
    room: 'B2-402',
  };
  groupServer(
    client,
    () => problem(409, 'already_joined'),
    state,
    () => {
      left += 1;
      return new Response(null, { status: 204 });
    },
  );
  await show(<Groups />);
  await open('My seat');
  fireEvent.click(await screen.findByRole('button', { name: 'Give up my seat' }));
  const sheet = within(screen.getByRole('dialog', { name: 'Give up your seat?' }));
  fireEvent.click(sheet.getByRole('button', { name: 'Keep it' }));
  expect(left).toBe(0);
  fireEvent.click(screen.getByRole('button', { name: 'Give up my seat' }));
  fireEvent.click(sheet.getByRole('button', { name: 'Give up my seat' }));
  await waitFor(() => expect(left).toBe(1));
});

it('takes a seat by nickname and shows the other nicknames', async () => {
  const state: State = { group: group(), seat: null, aliases: [], room: 'B2-402' };
  groupServer(
    client,
    () => {
      state.group = group({ mine: 'registered', free: 4 });
      state.seat = { number: 3, alias: 'Cedar 雪松', state: 'registered' };
      state.aliases = ['Oak 橡树', 'Cedar 雪松'];
      return Response.json({}, { status: 201 });
    },
    state,
  );
  await show(<Groups />);
  await open();
  await screen.findByRole('group', { name: /^Your nickname/ });
  expect(screen.getByText('It meets in room B2-402. Others may see you go in.')).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Take a seat' }));
  expect(screen.getByText('Please choose a nickname.')).toBeTruthy();
  expect(state.seat).toBeNull();
  join('Cedar 雪松');
  expect(await screen.findByText('Seat 3, as Cedar 雪松')).toBeTruthy();
  expect(screen.getByText('In this group so far: Oak 橡树.')).toBeTruthy();
  expect(screen.getByText(/^It meets in room B2-402/)).toBeTruthy();
});

it('joins the line of a full group, and says roughly where', async () => {
  const state: State = { group: group({ state: 'full', free: 0 }), seat: null, aliases: [] };
  groupServer(
    client,
    () => {
      state.group = group({ state: 'full', free: 0, mine: 'waiting', position_band: '4-10' });
      return Response.json({}, { status: 202 });
    },
    state,
  );
  await show(<Groups />);
  expect(
    await screen.findByText('Full: all 8 seats are taken. There is a waiting list.'),
  ).toBeTruthy();
  await open('See and join the waiting list');
  await screen.findByRole('group', { name: /^Your nickname/ });
  join('Cedar 雪松', 'Join the waiting list');
  expect(await screen.findByText(/You are between fourth and tenth/)).toBeTruthy();
});

it('keeps the choice when somebody has the nickname already', async () => {
  groupServer(client, () => problem(409, 'alias_taken'), {
    group: group(),
    seat: null,
    aliases: [],
  });
  await show(<Groups />);
  await open();
  await screen.findByRole('group', { name: /^Your nickname/ });
  join('Cedar 雪松');
  await waitFor(() => expect(screen.getByText(/has this nickname already/)).toBeTruthy());
  const cedar = screen.getByRole('button', { name: 'Cedar 雪松' });
  expect(cedar.getAttribute('aria-pressed')).toBe('true');
});
