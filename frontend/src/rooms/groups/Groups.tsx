import { useState } from 'react';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import css from './Groups.module.css';
import { Place } from './Place';
import { type Group, useGroups } from './useGroups';
import { Seats, What } from './What';
import { words } from './words';

/** Groups that are open, and one's own place in one of them. Looking needs no coming in. */
export default function Groups() {
  const t = useWords(words);
  const { lang } = useLang();
  const groups = useGroups();
  const [seen, see] = useState<Group | null>(null);
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <p className={css.line}>{t('line')}</p>
      <Loaded query={groups} waiting={<Skeleton lines={6} />} empty={<Nothing />}>
        {(all) => (
          <ul className={css.groups}>
            {all.map((group) => (
              <li key={group.id}>
                <Line group={group} onSee={() => see(group)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Sheet
        open={seen !== null}
        onClose={() => see(null)}
        title={seen ? pick(seen, 'title', lang) : null}
      >
        {seen ? <Place id={seen.id} /> : null}
      </Sheet>
    </>
  );
}

function Line({ group, onSee }: { group: Group; onSee: () => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <Card tone={group.mine ? 'primary' : undefined}>
      <h2>{pick(group, 'title', lang)}</h2>
      <What group={group} />
      <Seats group={group} />
      <Button variant={group.mine ? 'light' : 'default'} onClick={onSee}>
        {t(group.mine ? 'see.mine' : 'see')}
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
