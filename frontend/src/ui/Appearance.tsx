import { useWords } from '../lib/i18n';
import { chooseTheme, useThemeChoice } from '../lib/theme';
import css from './Appearance.module.css';
import { Hidden } from './Hidden';
import { Icon } from './Icon';
import { IconDevice, IconMoon, IconSun } from './icons';
import { common } from './words';

const CHOICES = [
  ['auto', IconDevice],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

/** Light, dark or as the device says. */
export function Appearance() {
  const t = useWords(common);
  const chosen = useThemeChoice();
  return (
    <fieldset className={css.row}>
      <legend>
        <Hidden>{t('appearance')}</Hidden>
      </legend>
      {CHOICES.map(([choice, drawing]) => (
        <label key={choice} className={css.choice} title={t(`appearance.${choice}`)}>
          <input
            type="radio"
            name="appearance"
            checked={chosen === choice}
            onChange={() => chooseTheme(choice)}
          />
          <Icon of={drawing} size={18} />
          <Hidden>{t(`appearance.${choice}`)}</Hidden>
        </label>
      ))}
    </fieldset>
  );
}
