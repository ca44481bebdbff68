import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import { IconPlus } from '../../ui/icons';
import { Folded, ListTop } from '../../ui/List';
import { Loaded } from '../../ui/Loaded';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import { Approve } from './Approve';
import { type Group, useGroups, useStep } from './data';
import css from './Groups.module.css';
import { PlanGroup } from './PlanGroup';
import { NotMoved } from './Stands';
import { Filling, Standing, When } from './When';
import { words } from './words';

interface Who {
  leads: boolean;
  approves: boolean;
}

function useWho(): Who {
  const { roles } = useSession().session;
  return { leads: roles.includes('counsellor'), approves: roles.includes('programme_manager') };
}

/** A counsellor's groups, or all of them for whoever approves; what comes first. */
export default function Groups() {
  const t = useWords(words);
  const [, go] = useLocation();
  const groups = useGroups();
  const who = useWho();
  const [planning, setPlanning] = useState(false);
  const plan = who.leads ? (
    <Button onClick={() => setPlanning(true)}>
      <Icon of={IconPlus} />
      {t('plan')}
    </Button>
  ) : null;
  return (
    <>
      <ListTop title={t('title')} line={t(who.approves ? 'line.manager' : 'line')}>
        {plan}
      </ListTop>
      <Loaded
        query={groups}
        waiting={<Skeleton lines={8} />}
        empty={<Empty action={plan}>{t('none')}</Empty>}
      >
        {(found) => <Lists groups={found} who={who} />}
      </Loaded>
      <Sheet open={planning} onClose={() => setPlanning(false)} title={t('plan')}>
        <PlanGroup onDone={(group) => go(paths.staffGroup(group))} />
      </Sheet>
    </>
  );
}

/** The server lists the latest first; what is to come is read the other way. */
function Lists({ groups, who }: { groups: readonly Group[]; who: Who }) {
  const t = useWords(words);
  const now = useNow(60_000);
  const isPast = (group: Group) => new Date(group.end) < now;
  const past = groups.filter(isPast);
  const coming = groups.filter((group) => !isPast(group)).reverse();
  return (
    <>
      {coming.length === 0 ? <p className={css.muted}>{t('none')}</p> : null}
      <List groups={coming} who={who} />
      {past.length > 0 ? (
        <Folded title={t('past', { n: past.length })}>
          <List groups={past} who={who} />
        </Folded>
      ) : null}
    </>
  );
}

function List({ groups, who }: { groups: readonly Group[]; who: Who }) {
  return (
    <ul className={css.groups}>
      {groups.map((group) => (
        <Line key={group.id} group={group} who={who} />
      ))}
    </ul>
  );
}

function Line({ group, who }: { group: Group; who: Who }) {
  const { lang } = useLang();
  const title = pick(group, 'title', lang);
  return (
    <li data-quiet={group.state === 'cancelled' || undefined}>
      <div className={css.what}>
        <h2>
          {who.leads ? <Link href={paths.staffGroup(group.id)}>{title}</Link> : title}{' '}
          <Standing of={group.state} />
        </h2>
        <When group={group} leader={who.approves} />
      </div>
      <Filling group={group} />
      {who.approves && group.state === 'draft' ? <Waiting group={group} /> : null}
    </li>
  );
}

function Waiting({ group }: { group: Group }) {
  const step = useStep(group);
  return (
    <div className={css.acts}>
      <Approve step={step} />
      <NotMoved failure={step.error} />
    </div>
  );
}
