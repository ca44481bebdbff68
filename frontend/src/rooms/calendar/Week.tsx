import { type CSSProperties, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { pick, useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { clock, list } from '../../lib/time';
import { addDays, dateIn } from '../../lib/zone';
import { care } from '../../ui/care/words';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconCheck, IconClock, IconCross, IconPhone } from '../../ui/icons';
import type { CalendarFound } from './Calendar';
import css from './Calendar.module.css';
import { heightOf, lanesOf, type Piece, pieceOn, rowsOf, shown } from './week';
import { words } from './words';

type Appointment = CalendarFound['appointments'][number];

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const FIRST_HOUR = 8;
const HOUR_PX = 56;
/** Rows from which on a tile has room for more than one line. */
const TWO_LINES = 4;

/**
 * Seven days of 24 hours, scrolled to where the work begins. The same list of each day is a column
 * of the grid on a desk and an agenda on a phone.
 */
export function Week({ monday, found }: { monday: string; found: CalendarFound }) {
  const scroller = useRef<HTMLDivElement>(null);
  const zone = found.time_zone;
  const first = Math.min(
    FIRST_HOUR,
    ...found.appointments.map(({ start }) => Number(clock(start, 'en', zone).slice(0, 2))),
  );
  useEffect(() => {
    scroller.current?.scrollTo({ top: first * HOUR_PX });
  }, [first]);
  return (
    <>
      <div className={css.scroll} ref={scroller}>
        <div className={css.grid}>
          <div className={css.clock} aria-hidden="true">
            {HOURS.map((hour) => (
              <span key={hour} style={{ gridRow: `${hour * 4 + 1}` }}>
                {shown(hour * 60)}
              </span>
            ))}
          </div>
          {Array.from({ length: 7 }, (_, index) => addDays(monday, index)).map((date) => (
            <Day key={date} date={date} found={found} />
          ))}
        </div>
      </div>
      <Legend />
    </>
  );
}

function Day({ date, found }: { date: string; found: CalendarFound }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = found.time_zone;
  const isToday = dateIn(now(), zone) === date;
  const noon = new Date(`${date}T12:00:00Z`);
  const weekday = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'zh-Hans-CN', {
    weekday: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(noon);
  const taken = on(date, zone, found.appointments);
  const leave = found.exceptions.filter(({ adds }) => !adds);
  const lanes = lanesOf(taken.map(({ piece }) => piece));
  return (
    <section
      className={css.day}
      aria-labelledby={`day-${date}`}
      data-today={isToday || undefined}
      data-past={date < dateIn(now(), zone) || undefined}
    >
      <h3 id={`day-${date}`}>
        {weekday} {isToday ? <small>{t('today')}</small> : null}
      </h3>
      <Offered pieces={on(date, zone, found.offered).map(({ piece }) => piece)} />
      <ol className={css.track}>
        {on(date, zone, leave).map(({ of, piece }) => (
          <li key={of.id} className={css.leave} style={rowsOf(piece)}>
            {t('leave')}{' '}
            <span>
              {shown(piece.from)}–{shown(piece.to)}
            </span>
          </li>
        ))}
        {on(date, zone, found.duty).map(({ of, piece }) => (
          <li key={of.id} className={css.duty} style={rowsOf(piece)}>
            <Icon of={IconPhone} size={14} /> {t('duty', { n: of.level })}{' '}
            <span>
              {shown(piece.from)}–{shown(piece.to)}
            </span>
          </li>
        ))}
        {taken.map(({ of, piece }, index) => (
          <Tile
            key={of.id}
            appointment={of}
            called={found.cases.find(({ id }) => id === of.case)}
            piece={piece}
            place={{ ...rowsOf(piece), gridColumn: `${(lanes[index] ?? 0) + 1}` }}
          />
        ))}
      </ol>
    </section>
  );
}

/** Stretches with the part of them that lies on a day, in order. */
function on<S extends { start: string; end: string }>(
  date: string,
  zone: string,
  stretches: readonly S[],
): { of: S; piece: Piece }[] {
  return stretches.flatMap((of) => {
    const piece = pieceOn(date, zone, of);
    return piece ? [{ of, piece }] : [];
  });
}

/** Ground under the tiles on a desk; a sentence for the agenda and for screen readers. */
function Offered({ pieces }: { pieces: readonly Piece[] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const times = list(
    pieces.map(({ from, to }) => `${shown(from)}–${shown(to)}`),
    lang,
  );
  return (
    <>
      <p className={css.offered}>{times ? t('offered', { times }) : t('offered.none')}</p>
      <div className={css.ground} aria-hidden="true">
        {pieces.map((piece) => (
          <span key={piece.from} style={rowsOf(piece)} />
        ))}
      </div>
    </>
  );
}

function Tile({
  appointment,
  called,
  piece,
  place,
}: {
  appointment: Appointment;
  called: CalendarFound['cases'][number] | undefined;
  piece: Piece;
  place: CSSProperties;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const isGroup = appointment.kind === 'group';
  const service = isGroup ? t('group') : pick(appointment.service, 'name', lang);
  const inside = (
    <>
      <b>
        <span>{shown(piece.from)}</span>
        <span>–{shown(piece.to)}</span>
      </b>{' '}
      <span className={css.name}>
        {called ? pick(called, 'code_name', lang) : service}
        {called ? <small> {called.number}</small> : null}
      </span>{' '}
      <Mark of={appointment} />
    </>
  );
  return (
    <li
      className={css.tile}
      data-kind={appointment.kind}
      data-status={appointment.status}
      data-low={heightOf(piece) < TWO_LINES || undefined}
      style={place}
    >
      {called?.kept ? <Link href={paths.case(called.id)}>{inside}</Link> : <p>{inside}</p>}
    </li>
  );
}

const MARKS: Readonly<Record<string, typeof IconCheck>> = {
  held: IconClock,
  done: IconCheck,
  no_show: IconCross,
};

/** What became of it: an icon, and its word where there is room for it. Nothing while it is ahead. */
function Mark({ of }: { of: Appointment }) {
  const t = useWords(words);
  const c = useWords(care);
  if (of.status === 'booked' && !of.unattended) return null;
  const word = of.unattended ? t('unmarked') : c(`status.${of.status}` as 'status.done');
  return (
    <span className={css.mark} data-pressing={of.unattended || undefined} title={word}>
      <Icon of={of.unattended ? IconAlert : (MARKS[of.status] ?? IconCross)} size={14} />{' '}
      <span>{word}</span>
    </span>
  );
}

function Legend() {
  const t = useWords(words);
  return (
    <ul className={css.legend} aria-hidden="true">
      {(['offered', 'session', 'group', 'leave', 'duty'] as const).map((name) => (
        <li key={name} data-name={name}>
          {t(`legend.${name}`)}
        </li>
      ))}
    </ul>
  );
}
