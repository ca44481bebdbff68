import type { Pulse, Wave } from '../../api/figures';
import { useLang, useWords } from '../../lib/i18n';
import { onDate, periodLabel } from '../../ui/figures/dates';
import css from './opspulse.module.css';
import { words } from './words';

/** Every wave, the next one first. */
export function Waves({ pulse }: { pulse: Pulse }) {
  const t = useWords(words);
  const everyone = pulse.lines[0]?.points ?? [];
  const frozen = pulse.waves.map((wave, at) => ({ wave, point: everyone[at] })).reverse();
  if (frozen.length === 0 && !pulse.next_wave) return <p>{t('none')}</p>;
  return (
    <section>
      <h2>{t('waves')}</h2>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('wave')}</th>
              <th scope="col">{t('days')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('answered')}</th>
            </tr>
          </thead>
          <tbody>
            {pulse.next_wave ? (
              <WaveRow wave={pulse.next_wave} answered={t('answered.later')} />
            ) : null}
            {frozen.map(({ wave, point }) => (
              <WaveRow
                key={wave.code}
                wave={wave}
                answered={
                  point?.answers == null
                    ? '–'
                    : t('answered.of', { answers: point.answers, issued: point.issued })
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      {frozen.length === 0 ? <p>{t('before.first')}</p> : null}
    </section>
  );
}

function WaveRow({ wave, answered }: { wave: Wave; answered: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <tr>
      <th scope="row">{periodLabel(wave.code, lang)}</th>
      <td>
        {t('between', { from: onDate(wave.opens_on, lang), to: onDate(wave.closes_on, lang) })}
      </td>
      <td>{t(`state.${wave.state}`)}</td>
      <td>{answered}</td>
    </tr>
  );
}
