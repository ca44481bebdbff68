import type { Lang, Say } from '../../lib/i18n';
import { periodLabel } from './dates';
import type { PulseNote, WorkloadNote } from './shape';
import type en from './words.en';

type T = Say<typeof en>;

/** How many answered, or why the figure is hidden. */
export const pulseNote =
  (t: T): PulseNote =>
  ({ answers, issued, reason }) =>
    answers === null
      ? t(`hidden.${reason || 'few_answers'}`)
      : t('note.answered', { answers, issued });

/** Why the figure is hidden, or that its file speaks of another month. */
export const workloadNote =
  (t: T, lang: Lang): WorkloadNote =>
  ({ reason, redated_from }) => {
    if (reason) return t(`hidden.${reason}`);
    return redated_from ? t('note.redated', { month: periodLabel(redated_from, lang) }) : undefined;
  };
