import { useLang } from '../../lib/i18n';
import type { Answers, Sheet, Wording } from './answers';

/** What every screen of a sheet is given. */
export interface Showing {
  sheet: Sheet;
  answers: Answers;
  change: (answers: Answers) => void;
  /** Which question this is, of how many. */
  at: number;
  of: number;
  onBack: (() => void) | undefined;
  onNext: () => void;
}

/** Picks the wording of the language in use. */
export function useNamed(): (wording: Wording) => string {
  const { lang } = useLang();
  return (wording) => (lang === 'en' ? wording.en : wording.zh);
}
