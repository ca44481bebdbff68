import { words } from '../../lib/i18n';

/** Words of figures: what is measured, how a change is judged, why something is hidden. */
export const figureWords = words({
  en: () => import('./words.en'),
  'zh-Hans': () => import('./words.zh'),
});
