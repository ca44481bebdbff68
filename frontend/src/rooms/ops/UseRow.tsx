import { type UseSeries, useUse } from '../../api/figures';
import { useLang, useWords } from '../../lib/i18n';
import { hasInterval, type Reading } from '../../ui/chart/data';
import { addressOf } from '../../ui/figures/address';
import { onDate } from '../../ui/figures/dates';
import { IntervalRows, roomFor } from '../../ui/figures/IntervalRows';
import { writer } from '../../ui/figures/numbers';
import { Spark } from '../../ui/figures/Spark';
import { change, inARow, latest, useFigureWords } from '../../ui/figures/sentences';
import { figuresOfUse, lastSaid } from '../../ui/figures/shape';
import { Loaded } from '../../ui/Loaded';
import css from './ops.module.css';
import { Figure, Row } from './Row';
import { words } from './words';

/** Use of the service: noised counts with their intervals, or when the first one comes. */
export function UseRow() {
  const t = useWords(words);
  const { lang } = useLang();
  const query = useUse();
  return (
    <Row title={t('use')} line={t('use.line')}>
      <Loaded query={query}>
        {({ first_figure: first, openings, utilisation }) => (
          <div className={css.use}>
            {first ? (
              <Figure name={t('use.first', { date: onDate(first.due, lang) })}>
                <p>{t('use.first.line', { about: first.about, half: first.half_width })}</p>
              </Figure>
            ) : null}
            {openings ? <Openings found={openings} /> : null}
            {utilisation ? <BySite found={utilisation} /> : null}
          </div>
        )}
      </Loaded>
    </Row>
  );
}

function Openings({ found }: { found: UseSeries }) {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const figures = figuresOfUse(found, lang);
  const [line] = figures.series;
  return (
    <Figure
      name={own('use.openings')}
      value={line ? inShort(line.readings[lastSaid(line)], writer('count', lang)) : '–'}
      closer={addressOf({ source: 'use', code: found.indicator.code })}
    >
      {line ? (
        <>
          <p>{inARow([latest(figures, line, t, lang), change(figures, line, t)], lang)}</p>
          <Spark series={line} />
        </>
      ) : (
        <p>{t('said.nothing')}</p>
      )}
      {found.next_due ? (
        <p className={css.since}>{own('use.next', { date: onDate(found.next_due, lang) })}</p>
      ) : null}
    </Figure>
  );
}

/** 29, or 21–37 where one figure would mislead. */
function inShort(reading: Reading | undefined, write: (value: number) => string): string {
  if (!reading || !hasInterval(reading)) return '–';
  if (reading.kind === 'value') return write(reading.value);
  return `${write(reading.low)}–${write(reading.high)}`;
}

function BySite({ found }: { found: UseSeries }) {
  const t = useWords(words);
  const { lang } = useLang();
  const figures = figuresOfUse(found, lang, 'per_thousand');
  return (
    <Figure name={t('use.by')} closer={addressOf({ source: 'use', code: found.indicator.code })}>
      <IntervalRows figures={figures} domain={roomFor(figures)} order="moved" />
    </Figure>
  );
}
