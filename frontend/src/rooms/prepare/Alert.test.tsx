import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { serve, show } from '../../testing';
import { Alert } from './Alert';
import { bodyOf, NOTHING } from './answers';
import type { Save } from './Prepare';

const LINE = { kind: 'hotline', number: '12356', name_en: 'Line', name_zh: '热线' };
const help = (on_duty: boolean) => ({
  lines: [{ ...LINE, hours_en: '', hours_zh: '', cost_en: '', cost_zh: '' }],
  on_duty,
  callback_number: '',
});
const KEPT = { alert: true, number_kept: true, answers_kept: true };
const saved = (number: string, data = KEPT) =>
  ({ isSuccess: true, data, variables: bodyOf(NOTHING, number) }) as unknown as Save;

it('says who calls when, whom to call otherwise, and lets a wrong number be sent again', async () => {
  serve({ 'GET /api/v1/help': help(true) });
  let sent = '';
  const call = (number: string) => {
    sent = number;
  };
  await show(
    <Alert save={saved('139001390')} onCall={call} onAgain={() => {}} onGoOn={() => {}} />,
  );
  expect(await screen.findByText(/on duty now and aims to call within 15 minutes/)).toBeTruthy();
  expect(screen.getByText(/number to call is 139001390/)).toBeTruthy();
  expect(screen.getByText(/do not wait any longer/)).toBeTruthy();
  expect(screen.queryByText(/We are calling/)).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: /send it again/ }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '13900139000' } });
  fireEvent.click(screen.getByRole('button', { name: 'Please call me' }));
  expect(sent).toBe('13900139000');
});

it('passes on that they are all right, and says that people decide', async () => {
  let said = 0;
  serve({
    'GET /api/v1/help': help(true),
    'POST /api/v1/crisis/all-right': () => {
      said += 1;
      return new Response(null, { status: 204 });
    },
  });
  await show(<Alert save={saved('')} onCall={() => {}} onAgain={() => {}} onGoOn={() => {}} />);
  expect(screen.getByText(/^What you answered so far is with your counsellor/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'I am all right now' }));
  expect(await screen.findByText(/may still call you once; one word is enough/)).toBeTruthy();
  expect(said).toBe(1);
});

it('promises no time while nobody is on duty', async () => {
  serve({ 'GET /api/v1/help': help(false) });
  await show(
    <Alert save={saved('13900139000')} onCall={() => {}} onAgain={() => {}} onGoOn={() => {}} />,
  );
  expect(screen.getByText(/Nobody is on duty/)).toBeTruthy();
  expect(screen.queryByText(/aims to call/)).toBeNull();
  expect(screen.getByText(/do not wait any longer/)).toBeTruthy();
});

it.each([
  ['en', /people on duty know.*call the hotline above now/, 'Send the number again'],
  ['zh-Hans', /值班的人已经知道.*请现在拨打上面的热线/, '重新发送号码'],
] as const)('promises no call to a number that was not kept (%s)', async (lang, told, again) => {
  serve({ 'GET /api/v1/help': help(true) });
  const sent: unknown[] = [];
  const save = {
    ...saved('13900139000', { ...KEPT, number_kept: false, answers_kept: false }),
    mutate: (body: unknown) => sent.push(body),
  } as unknown as Save;
  const nothing = () => {};
  await show(<Alert save={save} onCall={nothing} onAgain={nothing} onGoOn={nothing} />, { lang });
  expect(await screen.findByText(told)).toBeTruthy();
  expect(screen.queryByText(/13900139000|with your counsellor|已经在咨询师那里/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: again }));
  expect(sent).toEqual([bodyOf(NOTHING, '13900139000')]);
});

it('says that nothing was sent yet, and sends again when it is pressed', async () => {
  serve({ 'GET /api/v1/help': help(true) });
  let again = 0;
  const failed = { isError: true, variables: bodyOf(NOTHING) } as unknown as Save;
  const pressed = () => {
    again += 1;
  };
  await show(<Alert save={failed} onCall={() => {}} onAgain={pressed} onGoOn={() => {}} />);
  expect(screen.getByText(/nothing was sent yet/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'I am all right now' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Send again now' }));
  expect(again).toBe(1);
});
