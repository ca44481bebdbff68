import { words as catalogue } from '../../lib/i18n';

export const words = catalogue({
  en: () => import('./words.en'),
  'zh-Hans': () => import('./words.zh'),
});
