import { describe, expect, it } from 'vitest';
import { after, type Happening, type Line, lastOf, type Message } from './thread';

const message = (number: number, text: string | null, from_client = false): Message => ({
  number,
  text,
  from_client,
  sent_at: '2027-01-04T10:00:00Z',
});
const arrived = (...messages: Message[]): Happening => ({ kind: 'arrived', messages });
const written = (key: string, text: string): Happening => ({ kind: 'written', key, text });
const kept = (key: string, number: number): Happening => ({ kind: 'kept', key, number, at: 'now' });
const refused = (key: string): Happening => ({ kind: 'refused', key });

const play = (...events: Happening[]): readonly Line[] => events.reduce(after, []);
const shown = (lines: readonly Line[]) =>
  lines.map(({ text, number, failed }) => `${number ?? (failed ? 'unsent' : '…')} ${text}`);

describe('a conversation', () => {
  it('stands in the order of the server, what is on its way last', () => {
    const lines = play(
      written('a', 'hello'),
      arrived(message(1, 'good evening')),
      kept('a', 2),
      written('b', 'more'),
      arrived(message(3, 'yes')),
    );
    expect(shown(lines)).toEqual(['1 good evening', '2 hello', '3 yes', '… more']);
    expect(lastOf(lines)).toBe(3);
  });

  it('shows a message once when it comes back before its answer', () => {
    const lines = play(written('a', ' hello '), arrived(message(1, 'hello', true)), kept('a', 1));
    expect(shown(lines)).toEqual(['1  hello ']);
    expect(lines[0]?.key).toBe('a');
  });

  it('shows it once, and as sent, when its answer was lost', () => {
    const came = [written('a', 'hello'), arrived(message(1, 'hello', true))] as const;
    expect(shown(play(...came, refused('a')))).toEqual(['1 hello']);
    expect(shown(play(came[0], refused('a'), came[1]))).toEqual(['1 hello']);
  });

  it('keeps what could not be sent, to be sent again', () => {
    const failed = play(written('a', 'hello'), refused('a'));
    expect(shown(failed)).toEqual(['unsent hello']);
    expect(shown(after(failed, { kind: 'again', key: 'a' }))).toEqual(['… hello']);
  });

  it('takes two equal messages for two', () => {
    const lines = play(
      written('a', 'yes'),
      kept('a', 1),
      written('b', 'yes'),
      arrived(message(1, 'yes', true), message(2, 'yes', true)),
    );
    expect(shown(lines)).toEqual(['1 yes', '2 yes']);
  });

  it('does not take the other side’s words for one’s own', () => {
    const lines = play(written('a', 'yes'), arrived(message(1, 'yes')));
    expect(shown(lines)).toEqual(['1 yes', '… yes']);
  });

  it('shows that a message is damaged', () => {
    expect(play(arrived(message(1, null)))[0]?.text).toBeNull();
  });
});
