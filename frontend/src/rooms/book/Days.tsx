import type { ReactNode } from 'react';
import type { Slot } from '../../api/booking';
import { useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { clock, day, dayAndClock } from '../../lib/time';
import { dateIn } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Empty } from '../../ui/Empty';
import { useJourney } from './journey';
import css from './Times.module.css';
import { type DayOfTimes, isMixed, isSame, soonest, spokenBy } from './times';
import { words } from './words';

/** Days shown with all their times; the later ones say how many there are. */
const OPEN_DAYS = 2;
const DAY_MS = 86_400_000;

interface Choosing {
  zone: string;
  onChoose: (slot: Slot) => void;
  /** Whether each time says which languages its counsellor speaks. */
  spoken: boolean;
}

/**
 * The soonest times, then every day. A day with nothing says so. Where nothing fits, the soonest of
 * `all` there is without the choices are offered.
 */
export function Days({
  days,
  all,
  onReset,
  ...choosing
}: Omit<Choosing, 'spoken'> & {
  days: readonly DayOfTimes[];
  all: readonly DayOfTimes[];
  onReset: () => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const some = withTimes(days);
  if (some.length === 0) return <NoneFits all={withTimes(all)} onReset={onReset} {...choosing} />;
  const open = new Set(some.slice(0, OPEN_DAYS));
  const shared = { ...choosing, spoken: isMixed(some, lang) };
  const understood = soonest(days, lang)[0]?.counsellor.languages.includes(lang);
  const title = shared.spoken && understood ? 'times.soonest.spoken' : 'times.soonest';
  return (
    <>
      <Soonest days={days} title={t(title)} {...shared} />
      {days.map((one) => (
        <Day key={one.date} day={one} open={open.has(one)} {...shared} />
      ))}
    </>
  );
}

const withTimes = (days: readonly DayOfTimes[]) => days.filter((one) => one.starts.length > 0);

function NoneFits({
  all,
  onReset,
  ...choosing
}: Omit<Choosing, 'spoken'> & { all: readonly DayOfTimes[]; onReset: () => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  if (all.length === 0) return <Empty>{t('times.empty')}</Empty>;
  return (
    <>
      <p role="status">{t('times.empty')}</p>
      <Soonest days={all} title={t('times.near')} spoken={isMixed(all, lang)} {...choosing} />
      <p>
        <Button variant="default" wide onClick={onReset}>
          {t('times.reset')}
        </Button>
      </p>
    </>
  );
}

function Soonest({
  days,
  title,
  ...choosing
}: Choosing & { days: readonly DayOfTimes[]; title: string }) {
  const { lang } = useLang();
  const say = useSoon(choosing.zone);
  return (
    <section className={css.soonest} aria-labelledby="soonest">
      <h2 id="soonest">{title}</h2>
      <div className={css.firsts}>
        {soonest(days, lang).map((slot) => (
          <Start key={slot.start} slot={slot} {...choosing}>
            {say(slot.start)}
          </Start>
        ))}
      </div>
    </section>
  );
}

/** A time to tap; where it matters, with the languages of whom one would meet. */
function Start({
  slot,
  spoken,
  onChoose,
  children,
}: Choosing & { slot: Slot; children: ReactNode }) {
  const chosen = useJourney().choice?.slot ?? null;
  return (
    <Chip pressed={isSame(slot, chosen)} onPress={() => onChoose(slot)}>
      <span className={css.start}>
        {children} {spoken ? <small>{spokenBy(slot.counsellor)}</small> : null}
      </span>
    </Chip>
  );
}

function Day({ day: one, open, ...choosing }: Choosing & { day: DayOfTimes; open: boolean }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { zone } = choosing;
  const name = useDayName(one.date, zone);
  if (one.starts.length === 0) {
    return (
      <p className={css.none}>
        <span>{name}</span> {t('times.none')}
      </p>
    );
  }
  return (
    <details className={css.day} open={open}>
      <summary>
        <span>{name}</span> <small>{t('times.count', { n: one.starts.length })}</small>
      </summary>
      <div className={css.starts}>
        {one.starts.map((slot) => (
          <Start key={slot.start} slot={slot} {...choosing}>
            {clock(slot.start, lang, zone)}
          </Start>
        ))}
      </div>
    </details>
  );
}

/** "Today 18:00" for the first two days, "Mon 4 Jan, 18:00" for the others. */
function useSoon(zone: string): (moment: string) => string {
  const near = useNear(zone);
  const { lang } = useLang();
  return (moment) => {
    const word = near(dateIn(moment, zone));
    return word ? `${word} ${clock(moment, lang, zone)}` : dayAndClock(moment, lang, zone);
  };
}

/** "Today, Mon 4 Jan" for the first two days, the date for the others. */
function useDayName(date: string, zone: string): string {
  const near = useNear(zone);
  const { lang } = useLang();
  const name = day(`${date}T12:00:00Z`, lang, 'UTC');
  const word = near(date);
  return word ? `${word}${lang === 'en' ? ', ' : ' '}${name}` : name;
}

/** Today and tomorrow have a word of their own. */
function useNear(zone: string): (date: string) => string | null {
  const t = useWords(words);
  const present = now();
  const tomorrow = new Date(present.getTime() + DAY_MS);
  return (date) => {
    if (date === dateIn(present, zone)) return t('times.today');
    return date === dateIn(tomorrow, zone) ? t('times.tomorrow') : null;
  };
}
