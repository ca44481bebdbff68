import { csrfToken } from '../api/client';
import { forgetAll } from '../lib/forget';
import { isLeft } from '../lib/prefs';
import { flushUnsaved, isAnythingUnsaved } from '../lib/unsaved';
import { tellUntilHeard } from './away';

const WAIT_MS = 2_000;

/**
 * Leaves at once, with a network or without: blank in this tick, memory emptied, the session ended on
 * the server as soon as it can be reached, and this page replaced so that Back does not return to it.
 * The tab's pages of this visit go too, as far as the browser tells of them; its list of visited
 * addresses stays.
 * A note not saved yet is sent first, behind the blank page, while the session still lives.
 */
export function leaveNow(exitPath: string): void {
  if ('left' in document.documentElement.dataset) return; // pressed twice
  document.documentElement.dataset.left = '';
  if (!isAnythingUnsaved()) {
    void goTo(exitPath);
    return;
  }
  const waited = new Promise((done) => setTimeout(done, WAIT_MS));
  void Promise.race([flushUnsaved(), waited]).then(() => goTo(exitPath));
}

async function goTo(exitPath: string): Promise<void> {
  forgetAll();
  const heard = tellUntilHeard();
  const steps = stepsBack();
  if (steps > 0) await rewound(steps);
  putAddress(exitPath, steps > 0);
  await heard;
  location.replace(exitPath);
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

/**
 * Puts the exit's address over that of the first page and cuts off those after it, so that neither
 * Back, Forward nor a reload shows one.
 */
function putAddress(exitPath: string, further: boolean): void {
  try {
    history.replaceState(null, '', exitPath);
    if (further) history.pushState(null, '', exitPath);
  } catch {
    // The exit is another site: its address cannot be put here, but it can be gone to.
  }
}

/**
 * A page kept alive by the browser and shown again by Back starts anew, or stays left: also when the
 * visit ended on another page meanwhile. It is kept blank, so that nothing is seen before that is known.
 */
export function startAnewOnReturn(): void {
  const { dataset } = document.documentElement;
  let token = csrfToken();
  addEventListener('pagehide', () => {
    token = csrfToken();
    dataset.kept = '';
  });
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    if (isLeft()) void tellUntilHeard();
    else if ('left' in dataset || token !== csrfToken()) return location.reload();
    delete dataset.kept;
  });
}
