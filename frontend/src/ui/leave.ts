import { sayLeaving } from '../api/client';
import { forgetAll } from '../lib/forget';

/**
 * Leaves at once: blank in this tick, memory emptied, the session ended on the server, and this
 * page replaced so that Back does not return to it. What the browser's history already holds stays.
 */
export function leaveNow(exitPath: string): void {
  document.documentElement.dataset.left = '';
  forgetAll();
  sayLeaving();
  location.replace(exitPath);
}

/** A page kept alive by the browser and shown again by Back starts anew. */
export function startAnewOnReturn(): void {
  addEventListener('pageshow', (event) => {
    if (event.persisted && 'left' in document.documentElement.dataset) location.reload();
  });
}
