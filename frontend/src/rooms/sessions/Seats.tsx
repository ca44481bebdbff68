import { Link } from 'wouter';
import { type Group, useGroups } from '../../api/groups';
import { useHouseZone } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { atGroup } from '../../lib/openGroup';
import { paths } from '../../lib/paths';
import { span } from '../../lib/time';
import { Icon } from '../../ui/Icon';
import { IconChevronRight, IconGroup } from '../../ui/icons';
import css from './Sessions.module.css';
import { words } from './words';

/** Groups one has a seat in or waits for, each a line that leads to it. */
export function Seats() {
  const t = useWords(words);
  const known = useKnown();
  const { data } = useGroups(known(paths.groups));
  const mine = data?.filter((group) => group.mine) ?? [];
  if (mine.length === 0) return null;
  return (
    <section aria-label={t('groups')} className={css.seats}>
      {mine.map((group) => (
        <Line key={group.id} group={group} />
      ))}
    </section>
  );
}

function Line({ group }: { group: Group }) {
  const t = useWords(words);
  const { lang } = useLang();
  const title = pick(group, 'title', lang);
  const waits = group.mine === 'waiting';
  return (
    <Link className={css.seat} href={paths.groups} state={atGroup(group.id)}>
      <Icon of={IconGroup} />
      <span>
        {t(waits ? 'groups.waiting' : 'groups.seat', { title })}
        <time dateTime={group.start}>{span(group.start, group.end, lang, useHouseZone())}</time>
      </span>
      <Icon of={IconChevronRight} />
    </Link>
  );
}
