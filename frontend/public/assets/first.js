// Before the first paint: the language and theme this person chose, else what the device says.
// These two are the only things ever kept in the browser. Also used by pages the server makes.
(() => {
  const root = document.documentElement;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage refused: the device decides
    }
  };
  const wanted = kept('language') ?? navigator.languages.find((tag) => /^(zh|en)/i.test(tag));
  root.lang = /^zh/i.test(wanted ?? '') ? 'zh-Hans' : 'en-GB';
  const night = matchMedia('(prefers-color-scheme: dark)');
  const dress = () => {
    const theme = kept('theme');
    root.dataset.mantineColorScheme =
      theme === 'light' || theme === 'dark' ? theme : night.matches ? 'dark' : 'light';
  };
  dress();
  night.addEventListener('change', dress); // a phone turns dark while a page stands open
})();
