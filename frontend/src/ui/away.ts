import { isLeavingHeard } from '../api/client';
import { now } from '../lib/now';
import { isLeft, markLeft } from '../lib/prefs';

/** Between two tries to tell the server, should the browser not say when the network is back. */
const AGAIN_MS = 10_000;
/** So long the page is only blank: by then the neutral page usually comes from the server. */
const BLANK_MS = 1_000;

let takeDown = (): void => undefined;

/** What takes the drawn page down for good, so that nothing of it writes into the neutral one. */
export function onAway(take: () => void): void {
  takeDown = take;
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

/** Puts a month like that of the page after Leave in the place of everything, styles and title too. */
function drawMonth(): void {
  if (drawn) return;
  drawn = true;
  takeDown();
  const root = document.documentElement;
  const today = now();
  const month = new Intl.DateTimeFormat(root.lang, { year: 'numeric', month: 'long' }).format(
    today,
  );
  const main = part('main', part('h1', month), part('table', ...weeks(today)));
  document.head.replaceChildren(part('title', month));
  document.body.replaceChildren(main);
  root.style.colorScheme = 'light dark'; // the browser's own colours, of which the product has none
}

/** The rows of a month, weeks from Monday; today in bold. */
function weeks(today: Date): HTMLElement[] {
  const [year, month] = [today.getFullYear(), today.getMonth()];
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  const days = new Date(year, month + 1, 0).getDate();
  const cell = (at: number): HTMLElement => {
    const day = at - before + 1;
    if (day < 1 || day > days) return part('td');
    return part('td', day === today.getDate() ? part('b', String(day)) : String(day));
  };
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    part('tr', ...Array.from({ length: 7 }, (_, day) => cell(week * 7 + day))),
  );
}

function part(name: string, ...inside: (Node | string)[]): HTMLElement {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}
