import { describe, expect, it } from 'vitest';
import { after, type Happening, type Line, lastOf, type Message, nextOf } from './thread';

const message = (number: number, text: string | null, key: string | null = null): Message => ({
  number,
  key,
  text,
  from_client: key !== null,
  sent_at: '2027-01-04T10:00:00Z',
});
const arrived = (...messages: Message[]): Happening => ({ kind: 'arrived', messages });
const written = (key: string, text: string): Happening => ({ kind: 'written', key, text });
const kept = (key: string, number: number): Happening => ({ kind: 'kept', key, number, at: 'now' });
const refused = (key: string): Happening => ({ kind: 'refused', key });
const lost: Happening = { kind: 'lost' };

const play = (...events: Happening[]): readonly Line[] => events.reduce(after, []);
const shown = (lines: readonly Line[]) =>
  lines.map(({ text, number, state }) => `${number ?? state} ${text}`);

describe('a conversation', () => {
  it('stands in the order of the server, what is on its way last', () => {
    const lines = play(
      written('a', 'hello'),
      arrived(message(1, 'good evening')),
      kept('a', 2),
      written('b', 'more'),
      arrived(message(3, 'yes')),
    );
    expect(shown(lines)).toEqual(['1 good evening', '2 hello', '3 yes', 'sending more']);
    expect(lastOf(lines)).toBe(3);
  });

  it('shows a message once when it comes back before its answer', () => {
    const lines = play(written('a', 'hello'), arrived(message(1, 'hello', 'a')), kept('a', 1));
    expect(shown(lines)).toEqual(['1 hello']);
    expect(lines[0]?.key).toBe('a');
  });

  it('shows it once, and as sent, when its answer was lost', () => {
    const came = [written('a', 'hello'), arrived(message(1, 'hello', 'a'))] as const;
    expect(shown(play(...came, lost))).toEqual(['1 hello']);
    expect(shown(play(came[0], lost, came[1]))).toEqual(['1 hello']);
  });

  it('loses everything on its way at once, and it goes again in the order of writing', () => {
    const away = play(written('a', 'one'), written('b', 'two'), lost, written('c', 'three'));
    expect(shown(away)).toEqual(['lost one', 'lost two', 'sending three']);
    expect(nextOf(away)?.key).toBe('a');
    expect(nextOf(after(away, kept('a', 1)))?.key).toBe('b');
  });

  it('keeps what the server refused until its writer sends it again', () => {
    const events = [written('a', 'hello'), refused('a'), written('b', 'more')];
    const lines = play(...events);
    expect(shown(lines)).toEqual(['refused hello', 'sending more']);
    expect(nextOf(lines)?.key).toBe('b');
    expect(nextOf(play(...events, { kind: 'sending', key: 'a' }))?.key).toBe('a');
  });

  it('takes two equal messages for two', () => {
    const lines = play(
      written('a', 'yes'),
      written('b', 'yes'),
      arrived(message(1, 'yes', 'b'), message(2, 'yes', 'a')),
    );
    expect(lines.map(({ key, number }) => [key, number])).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
  });

  it('does not take the other side’s words for one’s own', () => {
    const lines = play(written('a', 'yes'), arrived(message(1, 'yes')));
    expect(shown(lines)).toEqual(['1 yes', 'sending yes']);
  });

  it('shows that a message is damaged', () => {
    expect(play(arrived(message(1, null)))[0]?.text).toBeNull();
  });
});
