import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { anyOf, behind, type Door, doorOfAddress } from '../../api/doors';
import { serve, show } from '../../testing';
import Start from './Start';

const door = (key: string, more: Partial<Door> = {}): Door => ({
  key,
  kind: key.startsWith('agent') ? 'agent' : 'staff',
  name_zh: `${key}（中）`,
  name_en: `Name of ${key}`,
  roles: [],
  email: '',
  password: '',
  passphrase: '',
  visit_code: '',
  words: [],
  cards: [],
  strips: [],
  ...more,
});

const DOORS = [
  door('agent-new', { cards: ['ABCDEFGHJK', 'ABCDEFGHJM'] }),
  door('counsellor', { roles: ['counsellor'], email: 'li.wen@eap.example', password: 'secret' }),
  door('counsellor-2', { roles: ['counsellor', 'on_call'] }),
];

const filled = () => serve({ 'GET /api/v1/demo/doors': { doors: DOORS } });

describe('the start page', () => {
  it('has a door for each persona, agents apart from staff, more of the same last', async () => {
    filled();
    await show(<Start />);
    const agents = await screen.findByRole('region', { name: 'Agents' });
    expect(within(agents).getAllByRole('button')).toHaveLength(1);
    const names = screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent);
    expect(names).toEqual(['Name of agent-new', 'Name of counsellor', 'Name of counsellor-2']);
    expect(screen.getByText('Counsellor · On call')).toBeTruthy();
  });

  it('says in Chinese what each is for', async () => {
    filled();
    await show(<Start />, { lang: 'zh-Hans' });
    expect(await screen.findByText('在手机上用卡号预约第一次会谈。')).toBeTruthy();
    expect(screen.getByRole('button', { name: '以counsellor（中）的身份进入' })).toBeTruthy();
  });

  it('shows what to type, and only what there is', async () => {
    filled();
    await show(<Start />);
    const card = (await screen.findByRole('heading', { name: 'Name of counsellor' })).parentElement;
    const terms = within(card as HTMLElement)
      .getAllByRole('term', { hidden: true })
      .map((term) => term.textContent);
    expect(terms).toEqual(['Work e-mail', 'Password']);
  });

  it('says so where no company was filled in', async () => {
    serve({ 'GET /api/v1/demo/doors': { doors: [] } });
    await show(<Start />);
    expect(await screen.findByText('No synthetic company was filled in here.')).toBeTruthy();
  });

  it('is not there for anybody else', async () => {
    await show(<Start />);
    await waitFor(() => expect(screen.queryByRole('heading', { level: 2 })).toBeNull());
  });
});

describe('a door', () => {
  it('leads agents to their own pages and staff to the sign-in form', () => {
    expect(DOORS.map(behind)).toEqual([
      '/book?door=agent-new',
      '/staff?door=counsellor',
      '/staff?door=counsellor-2',
    ]);
  });

  it('gives one of several cards, and none where there are none', () => {
    expect(DOORS[0]?.cards).toContain(anyOf(DOORS[0]?.cards ?? []));
    expect(anyOf([])).toBe('');
  });

  it('is found by the key in the address, which is taken out of it and remembered', async () => {
    filled();
    history.replaceState(null, '', '/staff?door=counsellor');
    expect((await doorOfAddress())?.email).toBe('li.wen@eap.example');
    expect(location.search).toBe('');
    expect((await doorOfAddress())?.key).toBe('counsellor');
  });

  it('is none where the server knows none, or none of that key', async () => {
    history.replaceState(null, '', '/staff?door=counsellor');
    expect(await doorOfAddress()).toBeNull();
    filled();
    history.replaceState(null, '', '/staff?door=somebody');
    expect(await doorOfAddress()).toBeNull();
  });
});
