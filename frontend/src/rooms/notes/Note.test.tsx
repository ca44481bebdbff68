import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Route } from 'wouter';
import { isAnythingUnsaved } from '../../lib/unsaved';
import { problem, serve, show } from '../../testing';
import Note from './Note';

const head = {
  id: 'n1',
  kind: 'progress',
  template: 'dap',
  state: 'draft',
  version: 2,
  started_at: '2027-01-04T10:00:00Z',
};
const draft = {
  head,
  case: 'c1',
  session_at: null,
  mine: true,
  sections: { plan: 'walks' },
  signed_at: null,
  digest: null,
  addenda: [],
  damage: { missing: 0, reference: '' },
};
const signed = {
  ...draft,
  head: { ...head, state: 'signed', version: 3 },
  signed_at: '2027-01-04T11:00:00Z',
  digest: 'ab',
};

async function typedAfterSigning(lang: 'en' | 'zh-Hans', plan: string) {
  let found: object = draft;
  serve({
    'GET /api/v1/session': { kind: 'staff', name: 'Li Wen', roles: ['counsellor'] },
    'POST /api/v1/staff/notes/n1/open': () => Response.json(found),
    'PUT /api/v1/staff/notes/n1': () => problem(409, 'signed'),
  });
  history.replaceState(null, '', '/staff/c/c1/n/n1');
  await show(
    <Route path="/staff/c/:ref/n/:nid">
      <Note />
    </Route>,
    { lang },
  );
  const field = await screen.findByLabelText(plan);
  found = signed;
  fireEvent.change(field, { target: { value: 'walks and calls' } });
  await act(async () => void fireEvent.blur(field));
}

it.each([
  ['en', /^Session of .*4 Jan/],
  ['zh-Hans', /^会谈时间：.*1月4日/],
] as const)('names the session it is of (%s)', async (lang, said) => {
  serve({
    'GET /api/v1/session': { kind: 'staff', name: 'Li Wen', roles: ['counsellor'] },
    'POST /api/v1/staff/notes/n1/open': { ...signed, session_at: '2027-01-04T09:00:00Z' },
  });
  history.replaceState(null, '', '/staff/c/c1/n/n1');
  await show(
    <Route path="/staff/c/:ref/n/:nid">
      <Note />
    </Route>,
    { lang },
  );
  expect(await screen.findByText(said)).toBeTruthy();
});

describe('a signed note', () => {
  it('is read under the headings of its layout, what is besides after them', async () => {
    serve({
      'GET /api/v1/session': { kind: 'staff', name: 'Li Wen', roles: ['counsellor'] },
      'POST /api/v1/staff/notes/n1/open': {
        ...signed,
        sections: { plan: 'walks', reported: 'tired', response: 'calmer' },
      },
    });
    history.replaceState(null, '', '/staff/c/c1/n/n1');
    await show(
      <Route path="/staff/c/:ref/n/:nid">
        <Note />
      </Route>,
    );
    await screen.findByText('tired');
    expect(screen.getAllByRole('term').map((one) => one.textContent)).toEqual([
      'Data: what was said and seen',
      'Plan: what happens next',
      'How the person took it',
    ]);
  });
});

describe('a note that was signed elsewhere', () => {
  it.each([
    ['en', 'Plan: what happens next', 'Review and sign', 'Continue as an addendum', 'Addendum'],
    ['zh-Hans', 'P 计划：下一步', '检查并签署', '转为补记继续写', '补记'],
  ] as const)(
    'is not signed again; its text goes on as an addendum (%s)',
    async (lang, plan, sign, goOn, label) => {
      await typedAfterSigning(lang, plan);
      const button = await screen.findByRole('button', { name: goOn });
      expect(screen.queryByRole('button', { name: sign })).toBeNull();
      expect(isAnythingUnsaved()).toBe(true);
      await act(async () => void fireEvent.click(button));
      const field = (await screen.findByLabelText(label, {
        selector: 'textarea',
      })) as HTMLTextAreaElement;
      await waitFor(() => expect(field.value).toContain('walks and calls'));
      expect(isAnythingUnsaved()).toBe(true);
      fireEvent.change(field, { target: { value: '' } });
      expect(isAnythingUnsaved()).toBe(false);
    },
  );
});
