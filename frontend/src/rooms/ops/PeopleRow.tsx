import { useState } from 'react';
import { type Pulse, type Split, usePulse, type Wave } from '../../api/figures';
import { useLang, useWords } from '../../lib/i18n';
import { Chip } from '../../ui/Chip';
import { addressOf } from '../../ui/figures/address';
import { onDate, periodLabel } from '../../ui/figures/dates';
import { IntervalRows, roomFor } from '../../ui/figures/IntervalRows';
import { pulseNote } from '../../ui/figures/notes';
import { Spark } from '../../ui/figures/Spark';
import { change, inARow, latest, useFigureWords } from '../../ui/figures/sentences';
import { figuresOfPulse, lastSaid, type PulseNote } from '../../ui/figures/shape';
import { Loaded } from '../../ui/Loaded';
import css from './ops.module.css';
import { Figure, Row } from './Row';
import { words } from './words';

const SCORE = 'score';
const DRIVERS_SHOWN = 5;
const WHOLE_SCALE = [0, 100] as const;
type By = Extract<Split, 'site' | 'shift'>;

/** How people are: the pulse with its intervals, by site or shift, and what weighs on them. */
export function PeopleRow() {
  const t = useWords(words);
  const [by, divide] = useState<By>('site');
  const query = usePulse(SCORE, 'overall');
  const begun = (query.data?.waves.length ?? 0) > 0;
  return (
    <Row
      title={t('people')}
      line={t('people.line')}
      control={begun ? <Division by={by} divide={divide} /> : null}
    >
      <Loaded query={query}>
        {(pulse) =>
          pulse.waves.length === 0 ? (
            <BeforeTheFirst wave={pulse.next_wave} />
          ) : (
            <div className={css.people}>
              <Everyone pulse={pulse} />
              <Groups by={by} />
              <Drivers pulse={pulse} />
            </div>
          )
        }
      </Loaded>
    </Row>
  );
}

function BeforeTheFirst({ wave }: { wave: Wave | null }) {
  const t = useWords(words);
  const { lang } = useLang();
  const dates = wave && {
    from: onDate(wave.opens_on, lang),
    to: onDate(wave.closes_on, lang),
  };
  return (
    <div className={css.figures}>
      <Figure name={t('people.before')}>
        <p className={css.since}>{dates ? t('people.wave', dates) : t('people.unplanned')}</p>
      </Figure>
    </div>
  );
}

function Division({ by, divide }: { by: By; divide: (by: By) => void }) {
  const t = useWords(words);
  return (
    <fieldset className={css.division}>
      <legend>{t('people.by')}</legend>
      {(['site', 'shift'] as const).map((one) => (
        <Chip key={one} pressed={by === one} onPress={() => divide(one)}>
          {t(`people.${one}`)}
        </Chip>
      ))}
    </fieldset>
  );
}

function Everyone({ pulse }: { pulse: Pulse }) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const figures = figuresOfPulse(pulse, lang, pulseNote(t));
  const [line] = figures.series;
  const reading = line?.readings[lastSaid(line)];
  const value = reading?.kind === 'value' ? reading.value : undefined;
  return (
    <Figure
      name={own('people.everyone')}
      value={value === undefined ? '–' : String(value)}
      closer={addressOf({ source: 'pulse', code: SCORE, split: 'overall' })}
    >
      <p className={css.since}>{own('people.of100')}</p>
      <OpenWave wave={pulse.next_wave} />
      {line ? (
        <>
          <p>{inARow([latest(figures, line, t, lang), change(figures, line, t)], lang)}</p>
          <p className={css.since}>{reading?.note}</p>
          {figures.periods.length > 1 ? <Spark series={line} /> : null}
        </>
      ) : null}
    </Figure>
  );
}

/** When the figures to come are asked for. */
function OpenWave({ wave }: { wave: Wave | null }) {
  const t = useWords(words);
  const { lang } = useLang();
  if (!wave) return null;
  const said = {
    wave: periodLabel(wave.code, lang),
    from: onDate(wave.opens_on, lang),
    to: onDate(wave.closes_on, lang),
  };
  return (
    <p className={css.since}>{t(wave.state === 'open' ? 'people.open' : 'people.next', said)}</p>
  );
}

function Groups({ by }: { by: By }) {
  const { t, lang } = useFigureWords();
  const query = usePulse(SCORE, by);
  return (
    <Figure name={t(`split.${by}`)} closer={addressOf({ source: 'pulse', code: SCORE, split: by })}>
      <Loaded query={query}>
        {(pulse) => (
          <IntervalRows
            figures={figuresOfPulse(pulse, lang, pulseNote(t))}
            domain={WHOLE_SCALE}
            order="low"
          />
        )}
      </Loaded>
    </Figure>
  );
}

function Drivers({ pulse }: { pulse: Pulse }) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const top = pulse.drivers.slice(0, DRIVERS_SHOWN);
  const say = pulseNote(t); // how many answered stands beside everyone's figure already
  const two = { ...pulse, waves: pulse.waves.slice(-2) };
  const unseen: PulseNote = (point) => (point.answers === null ? say(point) : '');
  const figures = { ...figuresOfPulse(two, lang, unseen, top), unit: 'percent' as const };
  return (
    <Figure name={own('people.drivers')}>
      <p className={css.since}>{own('people.drivers.line', { n: pulse.drivers_compared })}</p>
      <IntervalRows figures={figures} domain={roomFor(figures)} order="high" />
    </Figure>
  );
}
