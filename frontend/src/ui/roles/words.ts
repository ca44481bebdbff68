import { words } from '../../lib/i18n';

/** What each role of staff is called. */
export const roleWords = words({
  en: () => import('./words.en'),
  'zh-Hans': () => import('./words.zh'),
});
