import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem, serve, show } from '../../testing';
import Pulse from './Pulse';

const wording = (code: string) => ({ code, zh: `${code} 中文`, en: `${code} text` });
const sheet = {
  wave: '2026-Q4',
  closes_on: '2026-12-13',
  site_name_zh: '杭州',
  site_name_en: 'Hangzhou',
  shift_name_zh: '夜班',
  shift_name_en: 'Night',
  items: ['H1', 'H2'].map(wording),
  choices: ['0', '4'].map(wording),
  drivers: ['D01', 'D03'].map(wording),
  most_drivers: 1,
  module: { name: wording('loyalty'), items: [wording('L1')] },
  tenure_choices: [wording('t0')],
};
const refused = () => problem(422, 'not_accepted', { fields: { strip: 'not_accepted' } });

const NO_MORE = 'Skip these; one last question';

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));

async function begin(code = 'ABCDE 23456') {
  await show(<Pulse />);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: code } });
  press('Begin');
}

async function toTheEnd() {
  await screen.findByText('Question 1 of 4');
  choose('4 text');
  for (const _ of [1, 2, 3]) press(_ === 1 ? 'Next' : 'Skip');
  press(NO_MORE);
  press('Send');
}

describe('the pulse', () => {
  it('asks for the code first and says what a refused one may mean', async () => {
    serve({ 'POST /api/v1/pulse/open': refused });
    await show(<Pulse />);
    press('Begin');
    expect(screen.getByText('Type the code first.')).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'USED' } });
    press('Begin');
    expect(await screen.findByText(/This strip opens nothing/)).toBeTruthy();
  });

  it('sends what was answered and nothing else', async () => {
    let sent: unknown;
    serve({
      'POST /api/v1/pulse/open': sheet,
      'POST /api/v1/pulse/answer': async (request: Request) => {
        sent = await request.json();
        return new Response(null, { status: 201 });
      },
    });
    await begin();
    await toTheEnd();
    expect(await screen.findByText('Your answers have arrived')).toBeTruthy();
    expect(sent).toEqual({
      strip: 'ABCDE 23456',
      items: { H1: 4 },
      drivers: [],
      module: {},
      tenure: null,
    });
  });

  it('names the question that follows in any case, and counts it', async () => {
    serve({ 'POST /api/v1/pulse/open': sheet });
    await begin();
    await screen.findByText('Question 1 of 4');
    for (let i = 0; i < 3; i += 1) press('Skip');
    const offered = () => screen.getByText(/Either way one last question follows/);
    expect(offered() && screen.getByText('Question 3 of 4')).toBeTruthy();
    press('Yes, go on');
    expect(screen.getByText('Question 4 of 5')).toBeTruthy();
    press('Back');
    await waitFor(offered);
    expect(screen.getByText('Question 3 of 4')).toBeTruthy();
    press(NO_MORE);
    expect(screen.getByText('Question 4 of 4')).toBeTruthy();
  });

  it('sends once, however fast the button is tapped twice', async () => {
    let tries = 0;
    serve({
      'POST /api/v1/pulse/open': sheet,
      'POST /api/v1/pulse/answer': () => {
        tries += 1;
        return tries === 1 ? new Response(null, { status: 201 }) : refused();
      },
    });
    await begin();
    await screen.findByText('Question 1 of 4');
    choose('4 text');
    for (const name of ['Next', 'Skip', 'Skip', NO_MORE]) press(name);
    const button = screen.getByRole('button', { name: 'Send' });
    act(() => {
      button.click();
      button.click();
    });
    expect(await screen.findByText('Your answers have arrived')).toBeTruthy();
    expect(tries).toBe(1);
  });

  it('refuses to send nothing at all', async () => {
    serve({ 'POST /api/v1/pulse/open': sheet });
    await begin();
    await screen.findByText('Question 1 of 4');
    for (let i = 0; i < 3; i += 1) press('Skip');
    press(NO_MORE);
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    press('To the first question');
    expect(screen.getByText('Question 1 of 4')).toBeTruthy();
  });

  it('knows a try whose answer was lost from a strip used by somebody else', async () => {
    let tries = 0;
    serve({
      'POST /api/v1/pulse/open': sheet,
      'POST /api/v1/pulse/answer': () => {
        tries += 1;
        if (tries === 1) throw new TypeError('network');
        return refused();
      },
    });
    await begin();
    await toTheEnd();
    expect(await screen.findByText(/Not sent yet/)).toBeTruthy();
    press('Send again');
    expect(await screen.findByText('This strip counts as answered')).toBeTruthy();
  });

  it('says plainly when the answers were not taken', async () => {
    serve({ 'POST /api/v1/pulse/open': sheet, 'POST /api/v1/pulse/answer': refused });
    await begin();
    await toTheEnd();
    expect(await screen.findByText('These answers were not taken')).toBeTruthy();
  });
});
