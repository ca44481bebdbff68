import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { serve, show } from '../../testing';
import Check from './Check';

const measure = {
  id: 'm1',
  code: 'placeholder',
  title: 'Placeholder measure',
  language: 'en',
  version: '1.0',
  copyright: 'The holder',
  questions: 2,
  asks_safety: true,
};
const options = ['Never', 'Often'].map((text, ordinal) => ({ ordinal, text }));
const form = {
  measure,
  instructions: ['In the last two weeks'],
  items: ['/1', '/2'].map((link_id) => ({
    link_id,
    text: `item ${link_id}`,
    scored: true,
    options,
  })),
};
const result = {
  definition: 'placeholder/1',
  total: 1,
  highest: 6,
  band: 'minimal',
  past_line: false,
  answered: 2,
  missing: 0,
  risk: 'none',
};
const session = (way_in: string) => ({
  kind: way_in ? 'client' : 'anonymous',
  way_in,
  roles: [],
  name: '',
  language: 'en',
  unlocked_until: null,
  neutral_name: 'Harbour',
  exit_path: '/rest',
});

function server(more: object = {}, way_in = '') {
  serve({
    'GET /api/v1/session': session(way_in),
    'GET /api/v1/checks': { measures: [measure] },
    'GET /api/v1/checks/m1': form,
    'POST /api/v1/checks/m1/score': { ...result, ...more },
  });
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

async function take() {
  await show(<Check />);
  await screen.findByText('Placeholder measure');
  press(/^Begin/);
  await screen.findByText('Question 1 of 2');
  fireEvent.click(screen.getByRole('radio', { name: 'Never' }));
  press('Next');
  fireEvent.click(screen.getByRole('radio', { name: 'Often' }));
  press('Next');
}

describe('a self-check', () => {
  it('begins with help when an answer tells of danger', async () => {
    server({ risk: 'present' });
    await take();
    const first = await screen.findByRole('heading', {
      level: 1,
      name: 'Would you like someone to call?',
    });
    expect(document.activeElement).toBe(first);
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links.slice(0, 2)).toEqual(['/now?lang=en#call', 'tel:12356']);
    const help = screen.getByRole('heading', { name: 'I need help now' });
    const own = screen.getByRole('heading', { name: 'Your result' });
    expect(help.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('gives the result at once, says what it is not, and keeps the copyright line in sight', async () => {
    server();
    await take();
    expect(await screen.findByText('1 of 6')).toBeTruthy();
    expect(screen.getByText(/not a diagnosis/)).toBeTruthy();
    expect(screen.getByText(/The holder/)).toBeTruthy();
    expect(screen.queryByText('Would you like someone to call?')).toBeNull();
  });

  it('stores nothing without a private key', async () => {
    server();
    await take();
    expect(await screen.findByText(/To keep results you need a private key/)).toBeTruthy();
    expect(screen.queryByRole('radio', { name: /Save/ })).toBeNull();
  });

  it('saves nothing unless asked to, with a key too', async () => {
    server({}, 'private_key');
    await take();
    const no = await screen.findByRole('radio', { name: /Don’t save/ });
    expect((no as HTMLInputElement).checked).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    fireEvent.click(screen.getByRole('radio', { name: /share with my counsellor/ }));
    expect((screen.getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByRole('checkbox'));
    expect((screen.getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(
      false,
    );
  });

  it('offers a way to somebody where the question about safety was left out', async () => {
    server({ risk: 'not_assessed' });
    await take();
    expect(
      (await screen.findByRole('link', { name: /You left out the question/ })).getAttribute('href'),
    ).toBe('/now?lang=en');
  });
});
