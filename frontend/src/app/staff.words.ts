import { words } from '../lib/i18n';

/** Words of the staff frame: the rail. */
export const staffWords = words({
  en: () => import('./staff.words.en'),
  'zh-Hans': () => import('./staff.words.zh'),
});
