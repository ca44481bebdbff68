import { useZone } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { span } from '../../lib/time';
import { IconCheck, IconClock, IconCross, IconGroup, IconPencil } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import type { Tone } from '../../ui/tokens';
import type { Group } from './data';
import css from './Groups.module.css';
import { words } from './words';

const LOOKS: Readonly<Record<string, readonly [Tone, typeof IconClock]>> = {
  draft: ['warn', IconPencil],
  approved: ['info', IconCheck],
  open: ['primary', IconGroup],
  full: ['primary', IconGroup],
  closed: ['info', IconClock],
  running: ['primary', IconClock],
  completed: ['ok', IconCheck],
  evaluated: ['ok', IconCheck],
  cancelled: ['info', IconCross],
};

/** How a group stands, in a word. */
export function Standing({ of }: { of: string }) {
  const t = useWords(words);
  const [tone, icon] = LOOKS[of] ?? (['info', IconClock] as const);
  return (
    <Tag tone={tone} icon={icon}>
      {t(`state.${of}` as 'state.open')}
    </Tag>
  );
}

/** When a group meets, what kind it is and in which language; with `leader`, who leads it. */
export function When({ group, leader }: { group: Group; leader?: boolean }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const name = pick(group.facilitator, 'name', lang);
  const facts = [
    t(`kind.${group.kind}` as 'kind.circle'),
    t(`held.${group.language}` as 'held.en'),
    leader && name ? t('with', { name }) : '',
  ];
  return (
    <p>
      <time dateTime={group.start}>{span(group.start, group.end, lang, zone)}</time>
      <small>{facts.filter(Boolean).join(' · ')}</small>
    </p>
  );
}

/** How full a group is, in words and as a bar with a mark at the least it needs. */
export function Filling({ group }: { group: Group }) {
  const t = useWords(words);
  const taken = group.capacity - group.free;
  const short = group.minimum - taken;
  const width = (seats: number) => (100 * seats) / group.capacity;
  return (
    <div className={css.filling}>
      <p>
        {t('seats', { taken, capacity: group.capacity })}
        {group.waiting > 0 ? ` · ${t('waiting', { n: group.waiting })}` : null}
      </p>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={width(taken)} height="4" />
        <line x1={width(group.minimum)} x2={width(group.minimum)} y1="0" y2="4" />
      </svg>
      <p className={css.small}>
        {t('minimum', { n: group.minimum })}
        {short > 0 && !['cancelled', 'evaluated', 'completed'].includes(group.state)
          ? ` · ${t('minimum.short', { n: short })}`
          : null}
      </p>
    </div>
  );
}
