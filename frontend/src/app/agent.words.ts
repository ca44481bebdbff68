import { words } from '../lib/i18n';

/** Words of the agents' frame: the bottom bar. */
export const agentWords = words({
  en: () => import('./agent.words.en'),
  'zh-Hans': () => import('./agent.words.zh'),
});
