import { useState } from 'react';
import { type Pulse, SPLITS, type Split, usePulse } from '../../api/figures';
import { pick, tagOf, useWords } from '../../lib/i18n';
import { BandChart } from '../../ui/chart/BandChart';
import { SelectField } from '../../ui/Field';
import { wholeMonths } from '../../ui/figures/dates';
import { IntervalRows, roomFor } from '../../ui/figures/IntervalRows';
import { pulseNote } from '../../ui/figures/notes';
import { writer } from '../../ui/figures/numbers';
import { caption, inARow, useFigureWords } from '../../ui/figures/sentences';
import { figuresOfPulse, latestSaid } from '../../ui/figures/shape';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import css from './opspulse.module.css';
import { Waves } from './Waves';
import { words } from './words';

const SCORE = 'score';
const INDEX = [0, 100] as const;

/** The waves of the pulse, their figures by site and shift, and what weighs on people. */
export default function OpsPulse() {
  const t = useWords(words);
  const query = usePulse(SCORE, 'overall');
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.lead}>{t('lead')}</p>
      <Loaded query={query}>
        {(pulse) => (
          <>
            <Waves pulse={pulse} />
            {pulse.waves.length > 0 ? (
              <>
                <Results pulse={pulse} />
                <Drivers pulse={pulse} />
              </>
            ) : null}
          </>
        )}
      </Loaded>
    </>
  );
}

function Results({ pulse }: { pulse: Pulse }) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const [measure, choose] = useState(SCORE);
  const [split, divide] = useState<Split>('site');
  const query = usePulse(measure, split);
  const shown = query.data?.splits ?? SPLITS;
  const offered = SPLITS.filter((one) => one === split || shown.includes(one));
  return (
    <section>
      <div className={css.choices}>
        <SelectField
          label={own('measure')}
          value={measure}
          onChange={choose}
          options={pulse.measures.map((one) => ({
            value: one.code,
            label: pick(one, 'name', lang),
          }))}
        />
        <SelectField
          label={own('by')}
          value={split}
          onChange={divide}
          options={offered.map((one) => ({ value: one, label: t(`split.${one}`) }))}
        />
      </div>
      {offered.includes('site_shift') ? null : <p className={css.line}>{own('no.both')}</p>}
      <Loaded query={query}>{(found) => <Found pulse={found} />}</Loaded>
    </section>
  );
}

function Found({ pulse }: { pulse: Pulse }) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const figures = figuresOfPulse(pulse, lang, pulseNote(t));
  const measure = pulse.measures.find((one) => one.code === pulse.measure);
  const isIndex = figures.unit === 'points';
  return (
    <>
      <article className={css.latest}>
        <h2>{own('latest', { wave: figures.periods[latestSaid(figures)] ?? '' })}</h2>
        <p className={css.line}>
          {inARow(
            [
              own(measure?.higher_is_better === false ? 'worse' : 'better'),
              own('rule.verdict', { n: pulse.compared }),
            ],
            lang,
          )}
        </p>
        <IntervalRows
          figures={figures}
          domain={isIndex ? INDEX : roomFor(figures)}
          order={measure?.higher_is_better === false ? 'high' : 'low'}
          wide
        />
        <p className={css.line}>{own('rule.ten')}</p>
      </article>
      {figures.periods.length > 1 ? (
        <BandChart
          title={own('over')}
          summary={caption(figures, 'pulse', t, lang)}
          periods={figures.periods}
          times={figures.times}
          extent={wholeMonths(figures.times) ?? undefined}
          series={figures.series}
          domain={isIndex ? INDEX : undefined}
          format={writer(figures.unit, lang)}
        />
      ) : null}
    </>
  );
}

function Drivers({ pulse }: { pulse: Pulse }) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const two = { ...pulse, waves: pulse.waves.slice(-2) };
  const shaped = figuresOfPulse(two, lang, pulseNote(t), pulse.drivers);
  const figures = { ...shaped, unit: 'percent' as const };
  return (
    <article className={css.latest}>
      <h2>{own('drivers')}</h2>
      <p className={css.line}>
        {own('drivers.line', {
          wave: figures.periods.at(-1) ?? '',
          n: pulse.drivers_compared,
          alone: new Intl.NumberFormat(tagOf(lang), { maximumFractionDigits: 1 }).format(
            pulse.drivers_compared / 20,
          ),
        })}
      </p>
      <IntervalRows figures={figures} domain={roomFor(figures)} order="high" wide />
    </article>
  );
}
