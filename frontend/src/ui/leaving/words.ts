import { words } from '../../lib/i18n';

/** The question to whoever signs out while on duty. */
export const leavingWords = words({
  en: () => import('./words.en'),
  'zh-Hans': () => import('./words.zh'),
});
