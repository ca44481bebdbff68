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
      <ul className={css.waves}>
        {pulse.next_wave ? <WaveRow wave={pulse.next_wave} answered={t('answered.later')} /> : null}
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
      </ul>
      {frozen.length === 0 ? <p>{t('before.first')}</p> : null}
    </section>
  );
}

function WaveRow({ wave, answered }: { wave: Wave; answered: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <li className={css.wave}>
      <strong>{periodLabel(wave.code, lang)}</strong>
      <span className={css.waveState}>{t(`state.${wave.state}`)}</span>
      <span className={css.waveDays}>
        {t('between', { from: onDate(wave.opens_on, lang), to: onDate(wave.closes_on, lang) })}
      </span>
      <span className={css.waveAnswered}>{answered}</span>
    </li>
  );
}
