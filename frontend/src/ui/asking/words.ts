import { words } from '../../lib/i18n';

/** Words of asking one question a screen. */
export const asking = words({
  en: () => import('./words.en'),
  'zh-Hans': () => import('./words.zh'),
});
