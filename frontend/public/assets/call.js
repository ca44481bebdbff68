// Asking for a call without a network: the page with the numbers stays, and says that nothing went out.
// What is sent is sent here first; then the form itself brings the answer's page. Both carry the same
// `once`, so that it is one call. Without this script the form does it alone.
(() => {
  if (!globalThis.AbortSignal?.timeout) return; // an older browser: the plain form is safer
  const form = document.getElementById('call-form');
  const unsent = document.getElementById('unsent');
  const button = form.querySelector('button');
  const label = button.textContent;
  const LONGEST_MS = 15_000;
  let sending = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    const body = new URLSearchParams(new FormData(form));
    try {
      const signal = AbortSignal.timeout(LONGEST_MS);
      await fetch('/now/call', { method: 'POST', body, keepalive: true, signal });
      if ('left' in document.documentElement.dataset) return; // it went out; the page was left since
      unsent.hidden = true;
      button.textContent = label;
      form.submit();
    } catch {
      unsent.hidden = false;
      button.textContent = button.dataset.again;
      unsent.focus();
    }
    sending = false;
  });
})();
