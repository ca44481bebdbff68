import { words } from '../../lib/i18n';

/** Words of a case as every page for counsellors speaks them: ways, states, risk, what was told. */
export const care = words({
  en: () => import('./words.en'),
  'zh-Hans': () => import('./words.zh'),
});
