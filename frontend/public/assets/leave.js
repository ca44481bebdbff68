// Leaving a page that the server made, as the application's own Leave does it (src/ui/leave.ts, away.ts):
// blank at once, the visit ended as soon as the server can be reached, and the exit in this page's place
// in the history. Until then the month stands here that lies ready in the page. Without this script the
// form does it alone.
(() => {
  if (!globalThis.AbortSignal?.timeout) return; // an older browser: the plain form is safer
  const root = document.documentElement;
  const LEFT = 'left'; // the application's own mark, for its pages to go on from
  const [BLANK_MS, AGAIN_MS, LONGEST_MS] = [1_000, 10_000, 8_000];

  const inTab = (act) => {
    try {
      return act(sessionStorage);
    } catch {
      return null; // storage refused: it holds while this page stands open
    }
  };

  async function isHeard() {
    try {
      const signal = AbortSignal.timeout(LONGEST_MS);
      const { ok } = await fetch('/api/v1/session/leave', {
        method: 'POST',
        keepalive: true,
        signal,
      });
      if (ok) inTab((tab) => tab.removeItem(LEFT));
      return ok;
    } catch {
      return false;
    }
  }

  const again = () =>
    new Promise((done) => {
      addEventListener('online', done, { once: true });
      setTimeout(done, AGAIN_MS);
    });

  function part(name, values) {
    return Object.assign(document.createElement(name), values);
  }

  function drawMonth() {
    const month = document.getElementById('month');
    if (!month) return; // it stands there
    const sheet = document.getElementById('rest');
    for (const one of [...document.head.children]) if (one !== sheet) one.remove();
    document.head.append(
      part('title', { textContent: month.dataset.title }),
      part('link', { rel: 'icon', href: 'data:,' }),
    );
    sheet.media = 'all';
    root.lang = month.dataset.language;
    document.body.replaceChildren(month.content);
    addEventListener('click', (event) => event.preventDefault()); // no other month without a network
  }

  async function leave(exit) {
    root.dataset.left = '';
    inTab((tab) => tab.setItem(LEFT, ''));
    try {
      history.replaceState(null, '', exit);
    } catch {
      // The exit is another site: its address cannot be put here, but it can be gone to.
    }
    const late = setTimeout(drawMonth, BLANK_MS);
    while (!(await isHeard())) {
      drawMonth();
      await again();
    }
    clearTimeout(late);
    location.replace(exit);
  }

  // Help is never kept waiting: what was not told when somebody left is told behind this page.
  if (inTab((tab) => tab.getItem(LEFT)) !== null) isHeard();
  addEventListener('submit', (event) => {
    if (event.target.id !== 'leave') return;
    event.preventDefault();
    if (!('left' in root.dataset)) leave(event.target.dataset.exit);
  });
  // A page that the browser keeps alive for Back shows nothing until it is asked for anew.
  addEventListener('pagehide', () => {
    root.dataset.left = '';
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.replace(location.pathname + location.search);
  });
})();
