import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { Counsellor, Slot } from '../../api/booking';
import { ProblemError } from '../../api/problem';
import { type Lang, pick, useLang, useWords } from '../../lib/i18n';
import { nowMoving } from '../../lib/moving';
import { now } from '../../lib/now';
import { dayAndClock, remaining, span } from '../../lib/time';
import { Chip } from '../../ui/Chip';
import { ErrorCard } from '../../ui/ErrorCard';
import { Icon } from '../../ui/Icon';
import { IconChevronLeft } from '../../ui/icons';
import { StepTitle } from '../../ui/StepTitle';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './Confirm.module.css';
import { type Choice, go, useJourney } from './journey';
import { giveUp, holdOf } from './reserve';
import { stepBack } from './steps';
import { spokenBy } from './times';
import { words } from './words';

const LAST_MINUTE = 60;
/** From then on before its start a session stays at its time; it can only be cancelled. */
const CLEAR_NOTICE_MS = 24 * 3_600_000;

/** The time that was tapped, held from now on; or what to do when it cannot be had. */
export function Chosen({
  choice,
  failure,
  onPick,
  children,
}: {
  choice: Choice;
  /** What went wrong later on: the time may be gone by then. */
  failure: unknown;
  onPick: () => void;
  children: ReactNode;
}) {
  const t = useWords(words);
  const { slot, way } = choice;
  const hold = useHold(choice);
  const taken = nearestOf(failure) ?? nearestOf(hold.error);
  return (
    <>
      <button type="button" className={css.back} onClick={stepBack}>
        <Icon of={IconChevronLeft} />
        {t('confirm.back')}
      </button>
      <StepTitle key={`${slot.start} ${slot.counsellor.id}`} className={css.title}>
        {t('confirm.title')}
      </StepTitle>
      <When slot={slot} />
      {isFixed(slot) ? <p className={css.way}>{t('confirm.fixed')}</p> : null}
      <p className={css.way}>
        <b>{t(`way.${way}`)}</b> {t(`confirm.way.${way}`)}
      </p>
      {taken ? (
        <Taken nearest={taken} choice={choice} onPick={onPick} />
      ) : (
        <>
          {hold.isError ? (
            <ErrorCard failure={hold.error} onRetry={() => hold.refetch()} />
          ) : (
            <HeldFor until={hold.data?.until} />
          )}
          {children}
        </>
      )}
    </>
  );
}

/** Whether a start is so near that it cannot be moved any more once it is booked. */
const isFixed = (slot: Slot): boolean => Date.parse(slot.start) - now().getTime() < CLEAR_NOTICE_MS;

/** The hold on a choice; asked for once, kept while it is looked at, and given up afterwards. */
function useHold(choice: Choice) {
  const { service, slot, way } = choice;
  useEffect(() => () => giveUp(choice), [choice]);
  return useQuery({
    queryKey: ['hold', service, slot.counsellor.id, slot.start, way],
    queryFn: () => holdOf(choice),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

/** The nearest times beside a refusal because somebody was faster; when moving, one's own counsellor's. */
function nearestOf(failure: unknown): readonly Slot[] | null {
  if (!(failure instanceof ProblemError) || failure.code !== 'slot_taken') return null;
  const nearest = Array.isArray(failure.extra.nearest) ? (failure.extra.nearest as Slot[]) : [];
  const keeper = nowMoving()?.counsellor;
  return keeper ? nearest.filter((slot) => slot.counsellor.id === keeper) : nearest;
}

function When({ slot }: { slot: Slot }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { zone } = useJourney();
  const { counsellor } = slot;
  return (
    <div className={css.when}>
      <time dateTime={slot.start}>{span(slot.start, slot.end, lang, zone)}</time>
      <span>
        {t('confirm.with', { name: named(counsellor, lang) })} · {spokenBy(counsellor)}
      </span>
      <ZoneNote zone={zone} />
    </div>
  );
}

/** English speakers may like to know how to speak of somebody; in Chinese the name says enough. */
function named(counsellor: Counsellor, lang: Lang): string {
  const name = pick(counsellor, 'name', lang);
  return lang === 'en' && counsellor.pronoun ? `${name} (${counsellor.pronoun})` : name;
}

/** Says how long the time is held, in the last minute only: no clock ticks at anybody before. */
function HeldFor({ until }: { until: number | undefined }) {
  const t = useWords(words);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (until === undefined) return <p className={css.held}>{t('confirm.holding')}</p>;
  const left = (until - now) / 1000;
  if (left > LAST_MINUTE) return null;
  return (
    <p className={css.held} role={left > 0 ? undefined : 'status'}>
      {left > 0 ? t('confirm.held', { left: remaining(left) }) : t('confirm.over')}
    </p>
  );
}

function Taken({
  nearest,
  choice,
  onPick,
}: {
  nearest: readonly Slot[];
  choice: Choice;
  onPick: () => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const { zone } = useJourney();
  const take = (slot: Slot) => {
    onPick();
    go({ choice: { ...choice, slot } });
  };
  return (
    <div className={css.taken}>
      <p role="alert">{t(nearest.length > 0 ? 'taken.line' : 'taken.none')}</p>
      {nearest.map((slot) => (
        <Chip
          key={`${slot.start} ${slot.counsellor.id}`}
          pressed={false}
          onPress={() => take(slot)}
        >
          {dayAndClock(slot.start, lang, zone)} · {pick(slot.counsellor, 'name', lang)}
        </Chip>
      ))}
    </div>
  );
}
