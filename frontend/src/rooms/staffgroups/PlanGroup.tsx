import { type FormEvent, useState } from 'react';
import { codeOf } from '../../api/problem';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { useTypedInSheet } from '../../ui/Sheet';
import { type Group, type Plan, usePlan } from './data';
import css from './Groups.module.css';
import { type Draft, draftOf, type Faults, faultsOf, isTyped, planOf } from './plan';
import { Where } from './Where';
import { words } from './words';

const KINDS: readonly Plan['kind'][] = ['circle', 'workshop', 'salon', 'listening'];
const LANGUAGES: readonly Plan['language'][] = ['zh-Hans', 'en'];
const MINUTES = ['60', '90', '120'];
const FIRST: Omit<Draft, 'language'> = {
  title_zh: '',
  title_en: '',
  kind: 'circle',
  date: '',
  time: '18:00',
  minutes: '90',
  capacity: '8',
  minimum: '3',
};

/** Plans a group as a draft, or rewrites one, `group`; its hour is kept at once. */
export function PlanGroup({ group, onDone }: { group?: Group; onDone: (group: string) => void }) {
  const t = useWords(words);
  const zone = useZone();
  const { lang } = useLang();
  const [first] = useState<Draft>(() =>
    group ? draftOf(group, zone) : { ...FIRST, language: lang },
  );
  const [draft, setDraft] = useState(first);
  // The version it was begun from: the page behind may learn of another one meanwhile.
  const [before] = useState(group);
  const [tried, setTried] = useState(false);
  const plan = usePlan(before, onDone);
  const taken = codeOf(plan.error) === 'slot_taken';
  const faults = tried ? faultsOf(draft, zone, now()) : {};
  const shown: Faults = taken ? { ...faults, time: 'taken' } : faults;
  const set = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    plan.reset();
  };
  useTypedInSheet(!plan.isSuccess && isTyped(draft, first));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const whole = Object.keys(faultsOf(draft, zone, now())).length === 0;
    if (whole) plan.mutate(planOf(draft, zone));
  };
  return (
    <form onSubmit={submit} noValidate>
      <What draft={draft} faults={shown} set={set} />
      <Times draft={draft} faults={shown} set={set} zone={zone} />
      <Where />
      <Refusal
        failure={plan.error}
        said={{ slot_taken: null, stale: t('change.stale'), not_now: t('not_now') }}
      />
      <Button submit wide busy={plan.isPending}>
        {t(group ? 'change.do' : 'plan.do')}
      </Button>
    </form>
  );
}

interface Part {
  draft: Draft;
  faults: Faults;
  set: (part: Partial<Draft>) => void;
}

function useFault(faults: Faults): (field: keyof Draft) => string | undefined {
  const t = useWords(words);
  return (field) => {
    const fault = faults[field];
    return fault ? t(`plan.${fault}`) : undefined;
  };
}

function What({ draft, faults, set }: Part) {
  const t = useWords(words);
  const fault = useFault(faults);
  return (
    <>
      <TextField
        label={t('plan.title_zh')}
        lang="zh-Hans"
        maxLength={60}
        error={fault('title_zh')}
        value={draft.title_zh}
        onChange={(event) => set({ title_zh: event.target.value })}
      />
      <TextField
        label={t('plan.title_en')}
        lang="en"
        maxLength={80}
        error={fault('title_en')}
        value={draft.title_en}
        onChange={(event) => set({ title_en: event.target.value })}
      />
      <div className={css.pair}>
        <SelectField
          label={t('plan.kind')}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
        <SelectField
          label={t('plan.language')}
          options={LANGUAGES.map((value) => ({ value, label: t(`held.${value}`) }))}
          value={draft.language}
          onChange={(language) => set({ language })}
        />
      </div>
    </>
  );
}

function Times({ draft, faults, set, zone }: Part & { zone: string }) {
  const t = useWords(words);
  const lengths = MINUTES.includes(draft.minutes) ? MINUTES : [...MINUTES, draft.minutes];
  const fault = useFault(faults);
  return (
    <>
      <TextField
        label={t('plan.date')}
        type="date"
        error={fault('date')}
        value={draft.date}
        onChange={(event) => set({ date: event.target.value })}
      />
      <div className={css.pair}>
        <TextField
          label={t('plan.time')}
          type="time"
          step={300}
          error={fault('time')}
          value={draft.time}
          onChange={(event) => set({ time: event.target.value })}
        />
        <SelectField
          label={t('plan.minutes')}
          options={lengths.map((value) => ({ value, label: t('minutes', { value }) }))}
          value={draft.minutes}
          onChange={(minutes) => set({ minutes })}
        />
      </div>
      <p className={css.small}>{t('plan.zone', { zone })}</p>
      <div className={css.pair}>
        <TextField
          label={t('plan.capacity')}
          type="number"
          min={2}
          max={40}
          error={fault('capacity')}
          value={draft.capacity}
          onChange={(event) => set({ capacity: event.target.value })}
        />
        <TextField
          label={t('plan.minimum')}
          type="number"
          min={1}
          max={40}
          error={fault('minimum')}
          value={draft.minimum}
          onChange={(event) => set({ minimum: event.target.value })}
        />
      </div>
    </>
  );
}
