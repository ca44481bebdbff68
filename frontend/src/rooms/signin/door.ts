import { api, read } from '../../api/client';
import { onForget } from '../../lib/forget';

/** A persona of the synthetic company; only an installation filled with it has any. */
interface Door {
  key: string;
  email: string;
  password: string;
  passphrase: string;
}

interface Paths {
  '/api/v1/demo/doors': {
    get: { responses: { 200: { content: { 'application/json': { doors: Door[] } } } } };
  };
}

let asked: Promise<Door | null> | null = null;

onForget(() => {
  asked = null;
});

/**
 * The door through which the start page sent somebody here, or null. Its key stands in the address
 * once and is taken out of it; an installation without doors answers 404, which is ignored.
 */
export function doorOfAddress(): Promise<Door | null> {
  const key = new URLSearchParams(location.search).get('door');
  if (key) {
    history.replaceState(history.state, '', location.pathname);
    asked = find(key);
  }
  return asked ?? Promise.resolve(null);
}

async function find(key: string): Promise<Door | null> {
  const demo = api as unknown as import('openapi-fetch').Client<Paths>;
  try {
    const { doors } = await read(demo.GET('/api/v1/demo/doors'));
    return doors.find((door) => door.key === key) ?? null;
  } catch {
    return null;
  }
}
