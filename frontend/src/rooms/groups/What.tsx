import type { Group } from '../../api/groups';
import { useHouseZone } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { span } from '../../lib/time';
import { IconCheck, IconClock, IconGroup } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import css from './Groups.module.css';
import { words } from './words';

/** When a group meets, what it is, in which language, that it is in person, and who leads it. */
export function What({ group }: { group: Group }) {
  const t = useWords(words);
  const { lang } = useLang();
  const facts = [
    t(`kind.${group.kind}` as 'kind.circle'),
    t(`language.${group.language}` as 'language.en'),
    t('in.person'),
  ];
  return (
    <p className={css.what}>
      <time dateTime={group.start}>{span(group.start, group.end, lang, useHouseZone())}</time>
      <span>{facts.join(' · ')}</span>
      <span>{t('with', { name: pick(group.facilitator, 'name', lang) })}</span>
    </p>
  );
}

/** Whether somebody can still take a seat in it, or a place in its line. */
export const mayJoin = ({ state }: Group): boolean => state === 'open' || state === 'full';

/** How one stands to the group, else how many seats are free. */
export function Seats({ group }: { group: Group }) {
  const t = useWords(words);
  const { capacity, free, state, mine } = group;
  if (mine === 'registered') {
    return (
      <p>
        <Tag tone="ok" icon={IconCheck}>
          {t('mine.seat')}
        </Tag>
      </p>
    );
  }
  if (mine === 'waiting') {
    return (
      <p>
        <Tag tone="info" icon={IconClock}>
          {t('mine.waiting')}
        </Tag>
      </p>
    );
  }
  const said = () => {
    if (state === 'open') return t('free', { n: free, capacity });
    if (state === 'full') return t('full', { n: capacity });
    return t(state === 'running' ? 'running' : 'closed');
  };
  return (
    <p>
      <Tag tone={state === 'open' ? 'primary' : 'info'} icon={IconGroup}>
        {said()}
      </Tag>
    </p>
  );
}
