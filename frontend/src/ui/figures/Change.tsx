import type { Verdict } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import { Icon } from '../Icon';
import { IconDown, IconUnsure, IconUp } from '../icons';
import css from './figures.module.css';
import { figureWords } from './words';

const ICONS = { up: IconUp, down: IconDown, cannot_tell: IconUnsure };

/**
 * All that is said about a change, and since when. It has no colour: whether up is good is not ours to
 * say.
 */
export function Change({ verdict, before }: { verdict: Verdict; before: string }) {
  const t = useWords(figureWords);
  return (
    <span className={css.change}>
      <Icon of={ICONS[verdict]} size={16} />
      {t(`verdict.${verdict}`, { before })}
    </span>
  );
}
