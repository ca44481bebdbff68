import { isLeavingHeard } from '../api/client';
import { now } from '../lib/now';
import { isLeft, markLeft } from '../lib/prefs';
import { monthOf, part } from './month';

/** Between two tries to tell the server, should the browser not say when the network is back. */
const AGAIN_MS = 10_000;
/** So long the page is only blank: by then the neutral page usually comes from the server. */
const BLANK_MS = 1_000;
const SHEET = '/assets/rest.css';

let takeDown = (): void => undefined;

/**
 * What takes the drawn page down for good, so that nothing of it writes into the neutral one. The sheet
 * of that one is fetched beforehand: it must be at hand without a network.
 */
export function onAway(take: () => void): void {
  takeDown = take;
  restSheet();
}

/** The sheet of the page after Leave, which says nothing as long as that is not shown. */
function restSheet(): HTMLLinkElement {
  const found = document.head.querySelector<HTMLLinkElement>(`link[href='${SHEET}']`);
  if (found) return found;
  const sheet = document.createElement('link');
  Object.assign(sheet, { rel: 'stylesheet', media: 'not all', href: SHEET });
  document.head.append(sheet);
  return sheet;
}

/**
 * Tells the server that this tab was left, for as long as it takes, over loads of further pages too.
 * Until it has heard, a neutral page stands here that needs no network.
 */
export async function tellUntilHeard(): Promise<void> {
  markLeft(true);
  document.documentElement.dataset.left = 'going'; // nothing else is asked of the server any more
  const late = setTimeout(drawMonth, BLANK_MS);
  while (!(await isLeavingHeard())) {
    drawMonth();
    await again();
  }
  clearTimeout(late);
  markLeft(false);
}

/** A page of the same tab loaded after leaving: what was not heard then is told before it is drawn. */
export async function finishLeaving(): Promise<void> {
  if (!isLeft()) return;
  await tellUntilHeard();
  location.reload();
  await new Promise(() => undefined); // nothing is drawn on the page that goes
}

const again = () =>
  new Promise((done) => {
    addEventListener('online', done, { once: true });
    setTimeout(done, AGAIN_MS);
  });

let drawn = false;

/** Puts the month of the page after Leave in the place of everything, styles and title too. */
function drawMonth(): void {
  if (drawn) return;
  drawn = true;
  takeDown();
  const root = document.documentElement;
  const sheet = restSheet();
  for (const one of [...document.head.children]) if (one !== sheet) one.remove();
  document.head.append(
    part('title', {}, root.lang.startsWith('zh') ? '日历' : 'Calendar'),
    part('link', { rel: 'icon', href: 'data:,' }),
  );
  sheet.media = 'all';
  root.style.colorScheme = 'light dark'; // should the sheet not be at hand: the browser's own colours
  document.body.replaceChildren(monthOf(now(), 0));
}
