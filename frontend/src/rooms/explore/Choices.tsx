import type { ReactNode } from 'react';
import {
  FAMILIES,
  type Family,
  type PulseLine,
  SPLITS,
  type UseSeries,
  useIndicators,
  usePulse,
  useReads,
  useUseSeries,
} from '../../api/figures';
import { pick, useLang, useWords } from '../../lib/i18n';
import { Field, type Option, SelectField } from '../../ui/Field';
import { isByKind, isBySite, type View } from '../../ui/figures/address';
import { REST } from '../../ui/figures/order';
import { figureWords } from '../../ui/figures/words';
import css from './explore.module.css';
import { useSites } from './sites';
import { words } from './words';

type UseLine = UseSeries['lines'][number];

interface Choosing {
  view: View;
  onChange: (next: Partial<View>) => void;
}

/** What to look at. Only cuts that exist are offered; what the year does not carry says so. */
export function Choices(props: Choosing) {
  const { view } = props;
  const work = useReads('workload');
  return (
    <div className={css.choices}>
      <What {...props} />
      {view.source === 'pulse' ? <Division {...props} /> : null}
      {view.source === 'work' ? <Days {...props} /> : null}
      {work && !isByKind(view) ? <Below {...props} /> : null}
      <Where {...props} />
    </div>
  );
}

/** Every figure there is, in the browser's own list, grouped by where it comes from. */
function What({ view, onChange }: Choosing) {
  const t = useWords(words);
  const figure = useWords(figureWords);
  const { lang } = useLang();
  const work = useReads('workload') ? FAMILIES : [];
  const indicators = useIndicators().data ?? [];
  const measures = usePulse('score', 'overall').data?.measures ?? [];
  const groups: [string, Option[]][] = [
    [
      t('group.use'),
      indicators.map((one) => ({
        value: `use.${one.code}`,
        label: one.in_programme
          ? pick(one, 'name', lang)
          : t('refused', { name: pick(one, 'name', lang) }),
      })),
    ],
    ...(['points', 'percent'] as const).map((unit): [string, Option[]] => [
      t(unit === 'points' ? 'group.pulse' : 'group.drivers'),
      measures
        .filter((one) => one.unit === unit)
        .map((one) => ({ value: `pulse.${one.code}`, label: pick(one, 'name', lang) })),
    ]),
    [
      t('group.work'),
      work.map((one) => ({ value: `work.${one}`, label: figure(`family.${one}`) })),
    ],
  ];
  const choose = (value: string) => {
    const [source, code] = value.split('.') as [View['source'], string];
    onChange({ source, code });
  };
  return (
    <Grouped
      label={t('what')}
      groups={groups.filter(([, options]) => options.length > 0)}
      value={`${view.source}.${view.code}`}
      onChange={choose}
    />
  );
}

function Grouped({
  label,
  groups,
  value,
  onChange,
}: {
  label: ReactNode;
  groups: readonly [string, readonly Option[]][];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(wired) => (
        <select
          {...wired}
          className={css.control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {groups.map(([name, options]) => (
            <optgroup key={name} label={name}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

function Division({ view, onChange }: Choosing) {
  const t = useWords(words);
  const figure = useWords(figureWords);
  const shown = usePulse(view.code, 'overall').data?.splits ?? SPLITS;
  const offered = SPLITS.filter((one) => one === view.split || shown.includes(one));
  return (
    <SelectField
      label={t('split')}
      value={view.split}
      onChange={(split) => onChange({ split, site: '' })}
      options={offered.map((one) => ({ value: one, label: figure(`split.${one}`) }))}
    />
  );
}

function Days({ view, onChange }: Choosing) {
  const t = useWords(words);
  const sites = useSites().map((one) => ({ ...one, label: t('site.days', { site: one.label }) }));
  return (
    <SelectField
      label={t('split')}
      value={view.site}
      onChange={(site) => onChange({ site })}
      options={[{ value: '', label: t('site.all') }, ...sites]}
    />
  );
}

function Below({ view, onChange }: Choosing) {
  const t = useWords(words);
  const figure = useWords(figureWords);
  const options: Option<Family | ''>[] = [
    { value: '', label: t('below.none') },
    ...FAMILIES.map((one) => ({ value: one, label: figure(`family.${one}`) })),
  ];
  return (
    <SelectField
      label={t('below')}
      value={view.below}
      onChange={(below) => onChange({ below })}
      options={options}
    />
  );
}

/** The choice of a place: one with a line of its own; below a figure without, one with workload. */
function Where(props: Choosing) {
  const { view } = props;
  if (view.source === 'work') return null;
  if (!isBySite(view)) return view.below ? <Place {...props} /> : null;
  return view.source === 'use' ? <UsePlace {...props} /> : <PulsePlace {...props} />;
}

function UsePlace(props: Choosing) {
  return <OwnLines {...props} lines={useUseSeries(props.view.code).data?.lines ?? []} />;
}

function PulsePlace(props: Choosing) {
  return <OwnLines {...props} lines={usePulse(props.view.code, 'site').data?.lines ?? []} />;
}

function OwnLines({ lines, ...props }: Choosing & { lines: readonly (UseLine | PulseLine)[] }) {
  const { lang } = useLang();
  const sites = lines
    .filter(({ code }) => !REST.includes(code))
    .map((line) => ({ value: line.code, label: pick(line, 'name', lang) }));
  return <Places {...props} sites={sites} />;
}

function Place(props: Choosing) {
  return <Places {...props} sites={useSites()} />;
}

/** One site alone, or all of them; below a figure that has no sites, whose workload it is. */
function Places({ view, onChange, sites }: Choosing & { sites: readonly Option[] }) {
  const t = useWords(words);
  const all = isBySite(view) && !view.below ? [{ value: '', label: t('site.every') }] : [];
  if (sites.length < 2) return null;
  return (
    <SelectField
      label={t('site')}
      value={view.site || (all.length > 0 ? '' : (sites[0]?.value ?? ''))}
      onChange={(site) => onChange({ site })}
      options={[...all, ...sites]}
    />
  );
}
