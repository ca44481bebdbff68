import { words } from '../lib/i18n';

/** Words of the frame and of states that look the same in every room. */
export const common = words({
  en: () => import('./words.en'),
  'zh-Hans': () => import('./words.zh'),
});
