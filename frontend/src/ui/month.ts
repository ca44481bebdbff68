import { currentLang, tagOf } from '../lib/i18n';

const DAY_MS = 86_400_000;
const WEEK = 7;

/**
 * A month as the page after Leave shows it (`api/templates/_month.html`), which can be turned without
 * a network: the one that lies `away` months from today's. Days are counted in UTC, where all are alike.
 */
export function monthOf(today: Date, away: number): HTMLElement {
  const tag = tagOf(currentLang());
  const first = new Date(Date.UTC(today.getFullYear(), today.getMonth() + away));
  const name = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const main = part('main', {}, part('h1', {}, name.format(first)));
  const nearby = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const turn = (to: number, label: string, sign = label) => {
    const link = part('a', { href: '?', 'aria-label': label }, sign);
    link.onclick = (event) => {
      event.preventDefault();
      main.replaceWith(monthOf(today, to));
    };
    return link;
  };
  main.append(
    part(
      'nav',
      {},
      turn(away - 1, nearby.format(-1, 'month'), '‹'),
      turn(0, capital(nearby.format(0, 'day'))),
      turn(away + 1, nearby.format(1, 'month'), '›'),
    ),
    part('table', {}, heads(tag), part('tbody', {}, ...weeks(first, today))),
  );
  return main;
}

/** The names of the days, from Monday, behind that of the week. */
function heads(tag: string): HTMLElement {
  const style = currentLang() === 'en' ? 'short' : 'narrow';
  const name = new Intl.DateTimeFormat(tag, { weekday: style, timeZone: 'UTC' });
  const monday = Date.UTC(2024, 0, 1);
  const days = Array.from({ length: WEEK }, (_, day) => name.format(monday + day * DAY_MS));
  const week = new Intl.DisplayNames(tag, { type: 'dateTimeField' }).of('weekOfYear') ?? '';
  const cells = [capital(week), ...days].map((text) => part('th', { scope: 'col' }, text));
  return part('thead', {}, part('tr', {}, ...cells));
}

/** Its weeks in rows: their number, then the days, those of other months too. */
function weeks(first: Date, today: Date): HTMLElement[] {
  const month = first.getUTCMonth();
  const before = (first.getUTCDay() + 6) % WEEK;
  const days = new Date(Date.UTC(first.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const present = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const cell = (moment: number): HTMLElement => {
    const day = new Date(moment);
    const td = part('td', {}, String(day.getUTCDate()));
    if (day.getUTCMonth() !== month) td.className = 'other';
    if (moment === present) td.setAttribute('aria-current', 'date');
    return td;
  };
  return Array.from({ length: Math.ceil((before + days) / WEEK) }, (_, row) => {
    const monday = first.getTime() + (row * WEEK - before) * DAY_MS;
    const cells = Array.from({ length: WEEK }, (_, day) => cell(monday + day * DAY_MS));
    return part('tr', {}, part('th', { scope: 'row' }, String(weekOf(monday))), ...cells);
  });
}

/** The number of a week by its Monday: that of the year in which its Thursday falls (ISO 8601). */
export function weekOf(monday: number): number {
  const thursday = monday + 3 * DAY_MS;
  const year = Date.UTC(new Date(thursday).getUTCFullYear(), 0);
  return Math.floor((thursday - year) / DAY_MS / WEEK) + 1;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An element of a page that is made outside React. */
export function part(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...inside: (Node | string)[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}
