import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { onForget } from '../lib/forget';
import { paths } from '../lib/paths';
import { api, read } from './client';
import { endVisit } from './leaving';
import type { components } from './schema';

/**
 * A persona of the synthetic company and what fills their form. Only the demo's own machine has
 * any; everywhere else the server answers that there is no such thing.
 */
export type Door = components['schemas']['DoorOut'];

const ask = async () => (await read(api.GET('/api/v1/demo/doors'))).doors;

/** Every door, for the start page. */
export function useDoors() {
  return useQuery({ queryKey: ['doors'], queryFn: ask, gcTime: 0 });
}

/** Where each agent's door leads; everybody of staff begins at the sign-in form. */
const AGENTS: Readonly<Record<string, string>> = {
  'agent-new': paths.book,
  'agent-returning': paths.sessions,
  'agent-pulse': paths.pulse,
};

/** One of several unused cards or strips, so that whoever comes next does not get a used one. */
export const anyOf = (several: readonly string[]): string =>
  several[Math.floor(Math.random() * several.length)] ?? '';

/** The address behind a door. Its key stands there until the page has read it. */
export const behind = (door: Door): string => `${AGENTS[door.key] ?? paths.staff}?door=${door.key}`;

/** Leaves whatever this browser had come in as, and goes through the door. */
export async function goThrough(door: Door): Promise<void> {
  await endVisit();
  location.assign(behind(door));
}

let remembered: Promise<Door | null> = Promise.resolve(null);

onForget(() => {
  remembered = Promise.resolve(null);
});

/**
 * The door through which the start page sent somebody here, or null. Its key is taken out of the
 * address and remembered while the page lives, so that a later form finds it too.
 */
export function doorOfAddress(): Promise<Door | null> {
  const key = new URLSearchParams(location.search).get('door');
  if (key) {
    history.replaceState(history.state, '', location.pathname);
    remembered = find(key);
  }
  return remembered;
}

async function find(key: string): Promise<Door | null> {
  try {
    return (await ask()).find((door) => door.key === key) ?? null;
  } catch {
    return null;
  }
}

/** Fills a form once, if somebody came through a door. */
export function useDoor(fill: (door: Door) => void): void {
  const filling = useEffectEvent(fill);
  useEffect(() => {
    doorOfAddress().then((door) => door && filling(door));
  }, []);
}
