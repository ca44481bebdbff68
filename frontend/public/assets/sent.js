// After asking for a call: Back and reload must not send the form again, nor show a browser's error.
// The place of this page in the history becomes one without anything that was typed: that it was
// taken, or, where nothing could be kept, the help page.
history.replaceState(
  null,
  '',
  `${document.currentScript.dataset.leads ?? '/now/sent'}?lang=${document.documentElement.lang === 'en-GB' ? 'en' : 'zh-Hans'}`,
);
