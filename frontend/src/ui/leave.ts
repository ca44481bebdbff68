import { sayLeaving } from '../api/client';
import { forgetAll } from '../lib/forget';
import { flushUnsaved, isAnythingUnsaved } from '../lib/unsaved';

const WAIT_MS = 2_000;

/**
 * Leaves at once: blank in this tick, memory emptied, the session ended on the server, and this
 * page replaced so that Back does not return to it. The tab's pages of this visit go too, as far as the
 * browser tells of them; its list of visited addresses stays.
 * A note not saved yet is sent first, behind the blank page, while the session still lives.
 */
export function leaveNow(exitPath: string): void {
  document.documentElement.dataset.left = '';
  if (!isAnythingUnsaved()) {
    goTo(exitPath);
    return;
  }
  const waited = new Promise((done) => setTimeout(done, WAIT_MS));
  void Promise.race([flushUnsaved(), waited]).then(() => goTo(exitPath));
}

function goTo(exitPath: string): void {
  forgetAll();
  sayLeaving();
  const steps = stepsBack();
  if (steps === 0) {
    location.replace(exitPath);
    return;
  }
  document.documentElement.dataset.left = 'going'; // nothing is asked of the server any more
  void rewound(steps).then(() => replaceAll(exitPath));
}

/** The pages of this visit that lie before this one in the tab's history, as far as it can be told. */
function stepsBack(): number {
  const { navigation } = globalThis as { navigation?: Entries };
  const entries = navigation?.entries?.() ?? [];
  const here = navigation?.currentEntry?.index ?? 0;
  let first = here;
  while (entries[first - 1]?.sameDocument) first -= 1;
  return here - first;
}

/** What is used of the browser's list of a tab's pages; older browsers have none. */
interface Entries {
  entries(): { sameDocument: boolean }[];
  currentEntry: { index: number } | null;
}

const LONGEST_MS = 150;

/** Goes back, behind the blank page, to where this visit began. */
function rewound(steps: number): Promise<unknown> {
  const there = new Promise((done) => addEventListener('popstate', done, { once: true }));
  history.go(-steps);
  return Promise.race([there, new Promise((done) => setTimeout(done, LONGEST_MS))]);
}

/** Replaces the first page and cuts off those after it, so that neither Back nor Forward shows one. */
function replaceAll(exitPath: string): void {
  try {
    history.replaceState(null, '', exitPath);
    history.pushState(null, '', exitPath);
  } catch {
    // The exit is another site: its address cannot be put here, but it can be gone to.
  }
  location.replace(exitPath);
}

/** A page kept alive by the browser and shown again by Back starts anew. */
export function startAnewOnReturn(): void {
  addEventListener('pageshow', (event) => {
    if (event.persisted && 'left' in document.documentElement.dataset) location.reload();
  });
}
