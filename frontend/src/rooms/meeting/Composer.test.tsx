import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { serve, show } from '../../testing';
import { Composer } from './Composer';
import type { Message } from './thread';

const ID = '0190a0a0-0000-7000-8000-000000000001';
const PATH = `POST /api/v1/staff/live/${ID}/messages`;

interface Sent {
  text: string;
  key: string;
}

/** A server that keeps a text once a key; its first answers are lost, however many `lost` says. */
function place(lost: number) {
  const kept = new Map<string, string>();
  let asked = 0;
  serve({
    [PATH]: async (request: Request) => {
      const { text, key } = (await request.json()) as Sent;
      kept.set(key, text);
      asked += 1;
      if (asked <= lost) throw new TypeError('network');
      return Response.json({ number: kept.size, sent_at: '2027-01-04T10:00:00Z' }, { status: 201 });
    },
  });
  return kept;
}

let bring: (messages: Message[]) => void;

function Page() {
  const [messages, set] = useState<Message[]>([]);
  bring = set;
  return <Composer appointment={ID} messages={messages} onSent={() => {}} />;
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox');
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send' }));
const unsent = () => screen.findByText(/^Not sent yet/);
const emptied = () => expect.poll(() => field().value).toBe('');

it('sends a text again under its own key, and the next one under another', async () => {
  const kept = place(1);
  await show(<Page />);
  type('good evening');
  send();
  await unsent();
  send();
  await emptied();
  expect([...kept.values()]).toEqual(['good evening']);
  type('good evening');
  send();
  await emptied();
  expect([...kept.values()]).toEqual(['good evening', 'good evening']);
});

it('gives a text that was changed meanwhile a key of its own', async () => {
  const kept = place(1);
  await show(<Page />);
  type('one');
  send();
  await unsent();
  type('two');
  send();
  await emptied();
  expect([...kept.values()]).toEqual(['one', 'two']);
});

it('counts as sent what the thread brings, although its answer was lost', async () => {
  const kept = place(1);
  await show(<Page />);
  type('good evening');
  send();
  await unsent();
  const [[key, text] = ['', '']] = kept;
  act(() => bring([{ number: 1, key, text, from_client: false, sent_at: '2027-01-04T10:00:00Z' }]));
  await emptied();
  expect(screen.queryByText(/^Not sent yet/)).toBeNull();
});
