import { words } from '../lib/i18n';

/** Words of the staff frame: the rail. */
export const noticeWords = words({
  en: () => import('./notices.words.en'),
  'zh-Hans': () => import('./notices.words.zh'),
});
