import { useId } from 'react';
import { covers, ownShift, type Shift, useAnswers, useDutyOpen, useRota } from '../../api/duty';
import type { components } from '../../api/schema';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { now, useNow } from '../../lib/now';
import { clock, day, dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { IconShield } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { Refusal } from '../../ui/Refusal';
import { useStartDuty } from './data';
import css from './OnCall.module.css';
import { soundOn } from './sound';
import { words } from './words';

type Rota = components['schemas']['RotaOut'];

const LEVELS = [1, 2, 3] as const;

/** Who is on call now and until when, and the way to begin one's own duty on this device. */
export function Duty() {
  const heading = useId();
  const t = useWords(words);
  const rota = useRota();
  return (
    <Card labelledBy={heading}>
      <h2 id={heading}>{t('duty.title')}</h2>
      <Loaded query={rota}>{(found) => <Found rota={found} />}</Loaded>
    </Card>
  );
}

function Found({ rota }: { rota: Rota }) {
  const now = useNow(30_000);
  const { duty } = useAnswers();
  return (
    <>
      <dl className={css.levels}>
        {LEVELS.map((level) => (
          <Level
            key={level}
            level={level}
            shifts={rota.shifts.filter((shift) => shift.level === level && covers(shift, now))}
          />
        ))}
      </dl>
      <Uncovered rota={rota} now={now} />
      {duty ? <Own rota={rota} now={now} /> : null}
    </>
  );
}

/** The hour at which something ends; with its day when that is not today. */
function useWhen(): (moment: string) => string {
  const { lang } = useLang();
  const zone = useZone();
  return (moment) =>
    day(moment, lang, zone) === day(now(), lang, zone)
      ? clock(moment, lang, zone)
      : dayAndClock(moment, lang, zone);
}

function Level({ level, shifts }: { level: (typeof LEVELS)[number]; shifts: readonly Shift[] }) {
  const t = useWords(words);
  const when = useWhen();
  return (
    <div>
      <dt>{t(`duty.level.${level}`)}</dt>
      {shifts.length === 0 ? <dd className={css.muted}>{t('duty.nobody')}</dd> : null}
      {shifts.map((shift) => (
        <dd key={shift.id}>
          <b>{shift.name}</b> {shift.own ? <small>{t('duty.you')}</small> : null}{' '}
          <span className={css.muted}>{t('duty.until', { when: when(shift.end) })}</span>
        </dd>
      ))}
    </div>
  );
}

function Uncovered({ rota, now }: { rota: Rota; now: Date }) {
  const t = useWords(words);
  const when = useWhen();
  const hotline = rota.hotline_only.find((stretch) => covers(stretch, now));
  const gap = rota.gaps.find((stretch) => covers(stretch, now));
  if (gap) return <p className={css.warn}>{t('duty.gap', { when: when(gap.end) })}</p>;
  if (hotline) return <p>{t('duty.hotline', { when: when(hotline.end) })}</p>;
  return null;
}

function Own({ rota, now }: { rota: Rota; now: Date }) {
  const t = useWords(words);
  const when = useWhen();
  const isOpen = useDutyOpen();
  if (isOpen === undefined) return null;
  if (isOpen) {
    return (
      <p className={css.open}>
        <Icon of={IconShield} size={18} /> {t('duty.open')}
      </p>
    );
  }
  if (ownShift(rota.shifts, now)) return null; // the page begins with it
  const next = rota.shifts.find((shift) => shift.own && new Date(shift.start) > now);
  return (
    <p className={css.muted}>{next ? t('duty.next', { when: when(next.start) }) : t('duty.off')}</p>
  );
}

/** First on the page of whoever is on duty and has not begun on this device yet. */
export function BeginDuty() {
  const { duty } = useAnswers();
  const rota = useRota().data;
  const isOpen = useDutyOpen();
  const now = useNow(30_000);
  return duty && rota && isOpen === false && ownShift(rota.shifts, now) ? <Start /> : null;
}

function Start() {
  const t = useWords(words);
  const start = useStartDuty();
  const begin = () => {
    soundOn();
    start.mutate();
  };
  return (
    <div className={css.start}>
      <Button busy={start.isPending} onClick={() => begin()}>
        {t('duty.start')}
      </Button>
      <p className={css.small}>{t('duty.start.line')}</p>
      <Refusal failure={start.error} said={{ not_on_shift: t('duty.ended') }} />
    </div>
  );
}
