import { useId, useState } from 'react';
import { type Group, useGroups } from '../../api/groups';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { groupAt } from '../../lib/openGroup';
import { paths } from '../../lib/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './Groups.module.css';
import { Place } from './Place';
import { mayJoin, Seats, What } from './What';
import { words } from './words';

/** Groups that are open, and one's own place in one of them. Looking needs no coming in. */
export default function Groups() {
  const t = useWords(words);
  const groups = useGroups();
  const [open, setOpen] = useState(() => groupAt(history.state));
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <p className={css.line}>{t('line')}</p>
      <ZoneNote />
      <Loaded query={groups} waiting={<Skeleton lines={6} />} empty={<Nothing />}>
        {(all) => (
          <ul className={css.groups}>
            {all.map((group) => (
              <li key={group.id}>
                <Line
                  group={group}
                  open={open === group.id}
                  onToggle={() => setOpen(open === group.id ? '' : group.id)}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

/** One group. Its place opens on the page itself, so that help and Leave stay within reach. */
function Line({ group, open, onToggle }: { group: Group; open: boolean; onToggle: () => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  const id = useId();
  const look = () => {
    if (group.mine) return 'see.mine';
    if (!mayJoin(group)) return 'see.closed';
    return group.state === 'full' ? 'see.full' : 'see';
  };
  return (
    <Card tone={group.mine ? 'primary' : undefined} labelledBy={id}>
      <h2 id={id}>{pick(group, 'title', lang)}</h2>
      <What group={group} />
      <Seats group={group} />
      {open ? <Place group={group} /> : null}
      <Button
        variant={open ? 'subtle' : group.mine ? 'light' : 'default'}
        aria-expanded={open}
        onClick={onToggle}
      >
        {t(open ? 'close' : look())}
      </Button>
    </Card>
  );
}

function Nothing() {
  const t = useWords(words);
  const known = useKnown();
  return (
    <Empty
      action={
        known(paths.book) ? (
          <LinkButton href={paths.book} variant="default">
            {t('book')}
          </LinkButton>
        ) : null
      }
    >
      {t('none')}
    </Empty>
  );
}
