import { useSupply } from '../../api/figures';
import { tagOf, useLang, useWords } from '../../lib/i18n';
import { onDate } from '../../ui/figures/dates';
import { writer } from '../../ui/figures/numbers';
import { Loaded } from '../../ui/Loaded';
import css from './ops.module.css';
import { Figure, Row } from './Row';
import { words } from './words';

/** Can people get help: hours, the next free day, duty. */
export function HelpRow() {
  const t = useWords(words);
  const { lang } = useLang();
  const query = useSupply();
  const hours = new Intl.NumberFormat(tagOf(lang), { maximumFractionDigits: 1 });
  return (
    <Row title={t('help')} line={t('help.line')}>
      <Loaded query={query}>
        {({ hours_per_1000, next_free_day, duty_cover }) => (
          <div className={css.figures}>
            <Figure
              name={t('help.hours')}
              value={hours_per_1000 === null ? '–' : hours.format(hours_per_1000)}
            >
              <p className={css.since}>
                {t(hours_per_1000 === null ? 'help.hours.none' : 'help.hours.unit')}
              </p>
            </Figure>
            <Figure
              name={t('help.next')}
              value={next_free_day ? onDate(next_free_day, lang) : t('help.next.none')}
            >
              <p className={css.since}>
                {t(next_free_day ? 'help.next.line' : 'help.next.none.line')}
              </p>
            </Figure>
            <Figure name={t('help.duty')} value={writer('share', lang)(downTo(duty_cover))}>
              <p className={css.since}>{t('help.duty.line')}</p>
            </Figure>
          </div>
        )}
      </Loaded>
    </Row>
  );
}

/** Never rounded up: 99.97 % covered is a gap, and must not read as 100 %. */
export const downTo = (share: number): number => Math.floor(share * 1000) / 1000;
