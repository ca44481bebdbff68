import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useServices, type Way } from '../../api/booking';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import { ProblemError } from '../../api/problem';
import { content } from '../../api/query';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { dayAndClock, list } from '../../lib/time';
import { addDays, dateIn, instantOf, wallOf } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Fault } from '../../ui/care/Fault';
import { care } from '../../ui/care/words';
import { RadioList, SelectField } from '../../ui/Field';
import { DateField, TimeField } from '../../ui/Moment';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import css from './Case.module.css';
import { type CaseFound, isHigh } from './data';
import { freeStarts, soonestStart } from './freeStarts';
import { onSameDays } from './sameDays';
import { words } from './words';

const MOST_WEEKS = 12;
const DAYS_AHEAD = 14; // looked through for a free time at high risk
const EVERY_WAY: readonly Way[] = ['text', 'phone', 'room'];

interface Wish {
  date: string;
  time: string;
  way: Way;
  weeks: number;
}

/**
 * A week after the next session, or from now, at the same hour and in the same way; at high risk
 * the soonest free time. Undefined while that is looked for.
 */
function useFirstWish(found: CaseFound): Wish | undefined {
  const zone = useZone();
  const soon = useSoonest(found);
  if (soon === undefined) return undefined;
  const before = found.ahead[0];
  const wall = wallOf(before?.start ?? now(), zone);
  return {
    date: soon?.date ?? addDays(wall.date, 7),
    time: soon?.time ?? (before ? wall.time : ''),
    way: (before?.modality ?? 'text') as Way,
    weeks: 1,
  };
}

/** The soonest free start where the risk is high; null elsewhere, or when none could be found. */
function useSoonest(found: CaseFound) {
  const first = dateIn(now(), useZone());
  const wanted = isHigh(found.risk_level);
  const calendar = useCalendar(wanted ? first : '', addDays(first, DAYS_AHEAD - 1));
  const services = useServices();
  if (!wanted || calendar.isError || services.isError) return null;
  if (!calendar.data || !services.data) return undefined;
  const service = services.data.find(({ code }) => code === found.service.code);
  return service ? soonestStart(calendar.data, first, DAYS_AHEAD, service.minutes, now()) : null;
}

/** Books the next session of the case, or the same hour for several weeks, all or none. */
export function BookNext(props: { found: CaseFound; onDone: () => void }) {
  const first = useFirstWish(props.found);
  return first ? <Booking {...props} first={first} /> : <Skeleton lines={6} />;
}

function Booking({ found, first, onDone }: { found: CaseFound; first: Wish; onDone: () => void }) {
  const t = useWords(words);
  const zone = useZone();
  const [wish, setWish] = useState(first);
  const [past, setPast] = useState(false);
  const [asking, ask] = useState(false);
  const offered = useOffered(found, wish.date);
  const act = useBooking(found.id, zone);
  const change = (part: Partial<Wish>) => {
    setWish({ ...wish, ...part });
    setPast(false);
    ask(false);
    act.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isPast = !wish.time || instantOf(wish.date, wish.time, zone) <= now();
    setPast(isPast);
    if (isPast) return;
    if (offered && !isOffered(wish, zone, offered.minutes, offered.stretches)) ask(true);
    else act.mutate(wish);
  };
  if (act.data) {
    return (
      <>
        <Outcome act={act} />
        <Button wide onClick={onDone}>
          {t('book.close')}
        </Button>
      </>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <StaffZoneNote />
      <DateField
        label={t('book.date')}
        min={dateIn(new Date(), zone)}
        value={wish.date}
        onChange={(date) => change({ date })}
      />
      <Free found={found} wish={wish} onChoose={(time) => change({ time })} />
      <TimeField
        label={t('book.time')}
        error={past ? t('book.past') : undefined}
        value={wish.time}
        onChange={(time) => change({ time })}
      />
      <HowAndHowOften found={found} wish={wish} onChange={change} />
      <SameDay found={found} wish={wish} />
      <Outcome act={act} />
      {asking ? (
        <div role="alert" className={css.asked}>
          <p>{t('book.outside', { time: wish.time })}</p>
          <Button busy={act.isPending} onClick={() => act.mutate(wish)}>
            {t('book.outside.do', { time: wish.time })}
          </Button>
          <Button variant="subtle" onClick={() => ask(false)}>
            {t('book.outside.back')}
          </Button>
        </div>
      ) : (
        <Button submit wide busy={act.isPending}>
          {t('book.do')}
        </Button>
      )}
    </form>
  );
}

function useBooking(case_id: string, zone: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ date, time, way, weeks }: Wish) =>
      read(
        api.POST('/api/v1/staff/cases/{case_id}/appointments', {
          params: { path: { case_id } },
          body: { start: instantOf(date, time, zone).toISOString(), modality: way, weeks },
        }),
      ),
    onSuccess: () => refresh(queries),
  });
}

const useDay = (date: string) => useCalendar(date, date);

/** The counsellor's calendar of these days; asked only once `from` is chosen. */
function useCalendar(from: string, to: string) {
  const query = { from, to };
  return useQuery({
    queryKey: ['calendar', from, to],
    queryFn: () => read(api.GET('/api/v1/staff/calendar', { params: { query } })),
    enabled: from !== '',
    ...content,
  });
}

/** The counsellor's hours of the day, and how long a session lasts; null until both are known. */
function useOffered(found: CaseFound, date: string) {
  const calendar = useDay(date).data;
  const service = useServices().data?.find(({ code }) => code === found.service.code);
  return calendar && service ? { stretches: calendar.offered, minutes: service.minutes } : null;
}

/** Whether the whole session lies within one's hours. */
function isOffered(
  { date, time }: Wish,
  zone: string,
  minutes: number,
  stretches: readonly { start: string; end: string }[],
): boolean {
  const start = instantOf(date, time, zone).getTime();
  const end = start + minutes * 60_000;
  return stretches.some((one) => +new Date(one.start) <= start && end <= +new Date(one.end));
}

function Free({
  found,
  wish,
  onChoose,
}: {
  found: CaseFound;
  wish: Wish;
  onChoose: (time: string) => void;
}) {
  const t = useWords(words);
  const service = useServices().data?.find(({ code }) => code === found.service.code);
  const calendar = useDay(wish.date);
  if (calendar.isError) return null; // the hour can be typed all the same
  if (!calendar.data || !service) return <Skeleton lines={1} />;
  const starts = freeStarts(calendar.data, wish.date, service.minutes, now());
  return (
    <fieldset className={css.free}>
      <legend>{t('book.free')}</legend>
      {starts.length === 0 ? <p className={css.small}>{t('book.free.none')}</p> : null}
      {starts.map((time) => (
        <Chip key={time} pressed={time === wish.time} onPress={() => onChoose(time)}>
          {time}
        </Chip>
      ))}
    </fieldset>
  );
}

/** That the client has sessions on days of any of these weeks already: said, not refused. */
function SameDay({ found, wish }: { found: CaseFound; wish: Wish }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const times = onSameDays(found.ahead, wish, zone).map(({ start }) =>
    dayAndClock(start, lang, zone),
  );
  return (
    <p role="status" className={css.warn}>
      {times.length > 0 ? t('book.same', { n: times.length, times: list(times, lang) }) : null}
    </p>
  );
}

function HowAndHowOften({
  found,
  wish,
  onChange,
}: {
  found: CaseFound;
  wish: Wish;
  onChange: (part: Partial<Wish>) => void;
}) {
  const t = useWords(words);
  const c = useWords(care);
  const service = useServices().data?.find(({ code }) => code === found.service.code);
  const ways = EVERY_WAY.filter((way) => service?.modalities.includes(way) ?? true);
  const weeks = Array.from({ length: MOST_WEEKS }, (_, index) => index + 1);
  return (
    <>
      <RadioList
        legend={t('book.way')}
        options={ways.map((value) => ({ value, label: c(`way.${value}`) }))}
        value={wish.way}
        onChange={(way) => onChange({ way })}
      />
      <SelectField
        label={t('book.weeks')}
        options={weeks.map((n) => ({
          value: String(n),
          label: n === 1 ? t('book.weeks.one') : t('book.weeks.count', { n }),
        }))}
        value={String(wish.weeks)}
        onChange={(value) => onChange({ weeks: Number(value) })}
      />
    </>
  );
}

function Outcome({ act }: { act: ReturnType<typeof useBooking> }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const told = (starts: readonly string[]) =>
    list(
      starts.map((start) => dayAndClock(start, lang, zone)),
      lang,
    );
  if (act.data) {
    const starts = act.data.appointments.map(({ start }) => start);
    return (
      <p role="status" className={css.done}>
        {t('book.done', { n: starts.length, times: told(starts) })}
      </p>
    );
  }
  const taken = act.error instanceof ProblemError ? act.error.extra.taken : null;
  const times = told((taken ?? []) as string[]);
  return <Fault failure={act.error} said={{ slot_taken: t('book.taken', { times }) }} />;
}
