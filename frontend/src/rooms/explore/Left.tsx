import { useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import type { View } from '../../ui/figures/address';
import { useFigureWords } from '../../ui/figures/sentences';
import css from './explore.module.css';
import { useSiteName } from './sites';
import { words } from './words';

/** What was chosen before and this figure does not offer, in one line. */
export function Left({ asked, left }: { asked: View; left: readonly (keyof View)[] }) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const site = useSiteName(asked.site);
  const below = asked.below ? own('left.below', { family: t(`family.${asked.below}`) }) : '';
  const names: Partial<Record<keyof View, string>> = {
    split: t(`split.${asked.split}`),
    site,
    below,
  };
  if (left.length === 0) return null;
  const what = list(
    left.map((one) => names[one] ?? ''),
    lang,
  );
  return (
    <p className={css.left} role="status">
      {own('left', { what })}
    </p>
  );
}
