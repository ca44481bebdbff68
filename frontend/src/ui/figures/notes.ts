import type { Lang, Say } from '../../lib/i18n';
import { periodLabel } from './dates';
import type { PulseNote, WorkloadNote } from './shape';
import type en from './words.en';

type T = Say<typeof en>;

/** About how many answered, that few are on one side, or that the figure is not shown. */
export const pulseNote =
  (t: T): PulseNote =>
  ({ answers, issued, reason }) => {
    if (answers === null) return t('hidden');
    if (reason === 'few_ticked' || reason === 'few_left') return t(`note.${reason}`, { answers });
    return t('note.answered', { answers, issued });
  };

/** That the figure is not shown, or that its file speaks of another month. */
export const workloadNote =
  (t: T, lang: Lang): WorkloadNote =>
  ({ reason, redated_from }) => {
    if (reason) return t('hidden');
    return redated_from ? t('note.redated', { month: periodLabel(redated_from, lang) }) : undefined;
  };
