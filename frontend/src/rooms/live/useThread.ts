import { useCallback, useEffect, useRef, useState } from 'react';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { randomKey } from '../../lib/random';
import {
  after,
  type Damage,
  type Happening,
  type Line,
  lastOf,
  type Message,
  nextOf,
} from './thread';

const SOUND: Damage = { missing: 0, reference: '' };
const ASK_MS = 2000;
const SLOWER_MS = 5000;

/** Open: both can write. Away: the network is interrupted. Closed: the session's time is over. */
export type Standing = 'opening' | 'open' | 'away' | 'closed';

const ENDED = new Set([401, 404, 409]);
/** After this long without an answer the network counts as away; sent again it counts once. */
const PATIENCE_MS = 15_000;
const UNWANTED = new Set([400, 403, 413, 422]);

function standingAfter(failure: unknown): Standing {
  return failure instanceof ProblemError && ENDED.has(failure.status) ? 'closed' : 'away';
}

/**
 * The conversation of a session: asks for what is new every two seconds, and sends. What the network
 * lost goes again by itself as soon as the server is heard again. Everything is held by the component
 * that uses this and is gone with it, unsent words too.
 */
export function useThread(appointmentId: string) {
  const box = useLines();
  const { lines, happen, current } = box;
  const { sendAll, send, sendAgain } = useSending(appointmentId, box);
  const [standing, setStanding] = useState<Standing>('opening');
  const [damage, setDamage] = useState(SOUND);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const heard = (now: Looked) => {
      happen({ kind: 'arrived', messages: now.messages });
      setStanding(now.standing);
      if (now.damage.reference) setDamage(now.damage);
      if (now.standing === 'open') void sendAll();
    };
    const ask = async () => {
      const now = await look(appointmentId, lastOf(current()));
      if (over) return;
      heard(now);
      if (now.standing === 'closed') return;
      timer = setTimeout(ask, now.standing === 'away' ? SLOWER_MS : ASK_MS);
    };
    ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [appointmentId, happen, current, sendAll]);

  return { lines, standing, damage, send, sendAgain };
}

/**
 * Sends one message after the other, in the order of writing, until the network loses one. Each goes
 * under its own key, so that one whose answer was lost counts once however often it goes.
 */
function useSending(appointmentId: string, { happen, current }: Lines) {
  const isSending = useRef(false);
  const isGone = useGone();

  const sendAll = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    for (let line = nextOf(current()); line && !isGone.current; line = nextOf(current())) {
      happen({ kind: 'sending', key: line.key });
      const answer = await say(appointmentId, line);
      happen(answer);
      if (answer.kind === 'lost') break;
    }
    isSending.current = false;
  }, [appointmentId, happen, current, isGone]);

  const send = useCallback(
    (text: string) => {
      happen({ kind: 'written', key: randomKey(), text });
      return sendAll();
    },
    [happen, sendAll],
  );

  const sendAgain = useCallback(
    (line: Line) => {
      happen({ kind: 'sending', key: line.key });
      return sendAll();
    },
    [happen, sendAll],
  );

  return { sendAll, send, sendAgain };
}

/** Whether the page is no longer there. */
function useGone() {
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  return isGone;
}

type Lines = ReturnType<typeof useLines>;

/** The lines, known at once to whatever happens next and not only with the next picture. */
function useLines() {
  const [lines, show] = useState<readonly Line[]>([]);
  const kept = useRef(lines);
  const happen = useCallback((event: Happening) => {
    kept.current = after(kept.current, event);
    show(kept.current);
  }, []);
  const current = useCallback(() => kept.current, []);
  return { lines, happen, current };
}

const patience = () => AbortSignal.timeout(PATIENCE_MS);

interface Looked {
  messages: readonly Message[];
  standing: Standing;
  damage: Damage;
}

async function look(appointment_id: string, last: number): Promise<Looked> {
  const params = { path: { appointment_id }, query: { after: last } };
  try {
    const { messages, open, damage } = await read(
      api.GET('/api/v1/live/{appointment_id}/messages', { params, signal: patience() }),
    );
    return { messages, damage, standing: open ? 'open' : 'closed' };
  } catch (failure) {
    return { messages: [], damage: SOUND, standing: standingAfter(failure) };
  }
}

/** Sends one message; whatever becomes of it is something that happens to its line. */
async function say(appointment_id: string, { key, text }: Line): Promise<Happening> {
  const params = { path: { appointment_id } };
  const body = { text: text ?? '', key };
  try {
    const kept = await read(
      api.POST('/api/v1/live/{appointment_id}/messages', { params, body, signal: patience() }),
    );
    return { kind: 'kept', key, number: kept.number, at: kept.sent_at };
  } catch (failure) {
    const unwanted =
      failure instanceof ProblemError &&
      (UNWANTED.has(failure.status) || failure.code === 'damaged');
    return unwanted ? { kind: 'refused', key } : { kind: 'lost' };
  }
}
