import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { after, type Line, lastOf, type Message } from './thread';

const ASK_MS = 2000;
const SLOWER_MS = 5000;

/** Open: both can write. Away: the network is interrupted. Closed: the session's time is over. */
export type Standing = 'opening' | 'open' | 'away' | 'closed';

const ENDED = new Set([401, 404, 409]);

function standingAfter(failure: unknown): Standing {
  return failure instanceof ProblemError && ENDED.has(failure.status) ? 'closed' : 'away';
}

/**
 * The conversation of a session: asks for what is new every two seconds, and sends. Everything is
 * held by the component that uses this and is gone with it.
 */
export function useThread(appointmentId: string) {
  const [lines, happen] = useReducer(after, []);
  const [standing, setStanding] = useState<Standing>('opening');
  const seen = useRef<readonly Line[]>(lines);
  seen.current = lines;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const ask = async () => {
      const now = await look(appointmentId, lastOf(seen.current));
      if (over) return;
      happen({ kind: 'arrived', messages: now.messages });
      setStanding(now.standing);
      if (now.standing === 'closed') return;
      timer = setTimeout(ask, now.standing === 'away' ? SLOWER_MS : ASK_MS);
    };
    ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [appointmentId]);

  const post = useCallback(
    async (key: string, text: string) => {
      try {
        const { number, sent_at: at } = await say(appointmentId, text);
        happen({ kind: 'kept', key, number, at });
      } catch (failure) {
        happen({ kind: 'refused', key });
        if (standingAfter(failure) === 'closed') setStanding('closed');
      }
    },
    [appointmentId],
  );

  const send = useCallback(
    (text: string) => {
      const key = `w${performance.now()}`;
      happen({ kind: 'written', key, text });
      return post(key, text);
    },
    [post],
  );

  const sendAgain = useCallback(
    (line: Line) => {
      happen({ kind: 'again', key: line.key });
      return post(line.key, line.text ?? '');
    },
    [post],
  );

  return { lines, standing, send, sendAgain };
}

interface Looked {
  messages: readonly Message[];
  standing: Standing;
}

async function look(appointment_id: string, last: number): Promise<Looked> {
  const params = { path: { appointment_id }, query: { after: last } };
  try {
    const { messages, open } = await read(
      api.GET('/api/v1/live/{appointment_id}/messages', { params }),
    );
    return { messages, standing: open ? 'open' : 'closed' };
  } catch (failure) {
    return { messages: [], standing: standingAfter(failure) };
  }
}

const say = (appointment_id: string, text: string) =>
  read(
    api.POST('/api/v1/live/{appointment_id}/messages', {
      params: { path: { appointment_id } },
      body: { text },
    }),
  );
