import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { components } from '../../api/schema';
import { useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { day, list } from '../../lib/time';
import { dateIn } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { RadioList, SelectField } from '../../ui/Field';
import { DateField, TimeField } from '../../ui/Moment';
import { Refusal } from '../../ui/Refusal';
import { ZoneNote } from '../../ui/ZoneNote';
import { type Outcome, type Reason, useAdd } from './data';
import css from './Rota.module.css';
import { endsNextDay, type Fault, faultOf, type Kind, LEVELS, type Wish, wishFor } from './wish';
import { words } from './words';

type People = readonly components['schemas']['ColleagueOut'][];

const KINDS: readonly Kind[] = ['shift', 'hotline'];

/** Puts somebody on duty, or declares hours hotline-only; for one day or every day until another. */
export function Add({
  people,
  gap,
  zone,
  onDone,
}: {
  people: People;
  gap: { start: string; end: string } | null;
  zone: string;
  onDone: (added: number) => void;
}) {
  const t = useWords(words);
  const [wish, setWish] = useState(() => wishFor(gap, now(), zone));
  const [fault, setFault] = useState<Fault | null>(null);
  const add = useAdd(zone);
  const change = (part: Partial<Wish>) => {
    setWish({ ...wish, ...part });
    setFault(null);
    add.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultOf(wish, now(), zone);
    setFault(found);
    if (found) return;
    const onSuccess = ({ added, refused, failure }: Outcome) => {
      if (refused.length === 0 && !failure) onDone(added);
    };
    add.mutate(wish, { onSuccess });
  };
  return (
    <form onSubmit={submit} noValidate>
      <RadioList
        legend={t('kind')}
        options={KINDS.map((value) => ({
          value,
          label: t(`kind.${value}`),
          hint: t(`kind.${value}.line`),
        }))}
        value={wish.kind}
        onChange={(kind) => change({ kind })}
      />
      {wish.kind === 'shift' ? (
        <Who people={people} wish={wish} fault={fault} onChange={change} />
      ) : null}
      <ZoneNote />
      <When wish={wish} fault={fault} zone={zone} onChange={change} />
      {add.data ? <Told outcome={add.data} zone={zone} /> : null}
      <Button submit wide busy={add.isPending}>
        {t(`do.${wish.kind}`)}
      </Button>
    </form>
  );
}

interface Part {
  wish: Wish;
  fault: Fault | null;
  onChange: (part: Partial<Wish>) => void;
}

function Who({ people, wish, fault, onChange }: Part & { people: People }) {
  const t = useWords(words);
  const named = people.map(({ id, name, signed_in }) => ({
    value: id,
    label: signed_in ? name : t('who.newcomer', { name }),
  }));
  return (
    <>
      <SelectField
        label={t('who')}
        hint={people.length === 0 ? t('who.nobody') : t('who.hint')}
        error={fault === 'staff' ? t('who.choose') : undefined}
        options={[{ value: '', label: t('who.none') }, ...named]}
        value={wish.staff}
        onChange={(staff) => onChange({ staff })}
      />
      <SelectField
        label={t('level')}
        options={LEVELS.map((value) => ({ value, label: t(`level.${value}.long`) }))}
        value={wish.level}
        onChange={(level) => onChange({ level })}
      />
    </>
  );
}

function When({ wish, fault, zone, onChange }: Part & { zone: string }) {
  const t = useWords(words);
  const wrong = (one: Fault) => (fault === one ? t(`wrong.${one}` as 'wrong.date') : undefined);
  return (
    <>
      <DateField
        label={t('date')}
        error={wrong('date') ?? wrong('past')}
        min={dateIn(now(), zone)}
        value={wish.date}
        onChange={(date) => onChange({ date })}
      />
      <div className={css.pair}>
        <TimeField label={t('from')} value={wish.from} onChange={(from) => onChange({ from })} />
        <TimeField
          label={t('to')}
          hint={endsNextDay(wish) ? t('to.next') : undefined}
          value={wish.to}
          onChange={(to) => onChange({ to })}
        />
      </div>
      <DateField
        label={t('until')}
        hint={t('until.hint')}
        error={wrong('until')}
        min={wish.date}
        value={wish.until}
        onChange={(until) => onChange({ until })}
      />
    </>
  );
}

/** What was added and what not, and why; the form stays as it was typed. */
function Told({ outcome, zone }: { outcome: Outcome; zone: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { added, refused, failure } = outcome;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView?.({ block: 'nearest' }), []);
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  const days = (why: Reason) =>
    list(
      refused.filter(({ reason }) => reason === why).map(({ start }) => day(start, lang, zone)),
      lang,
    );
  if (refused.length === 0 && !failure) return null;
  return (
    <div role="alert" ref={box} className={css.fault}>
      {added > 0 ? <p>{t('added', { n: added })}</p> : null}
      {reasons.map((reason) => (
        <p key={reason}>{t(`refused.${reason}`, { days: days(reason) })}</p>
      ))}
      <Refusal failure={failure} />
    </div>
  );
}
