import { useState } from 'react';
import type { Role } from '../../api/session';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { IconCheck, IconClock, IconMinus, IconPlus } from '../../ui/icons';
import { Folded, Lines, ListTop } from '../../ui/List';
import { Loaded } from '../../ui/Loaded';
import { roleWords } from '../../ui/roles/words';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import { Tag } from '../../ui/Tag';
import { type Found, type Person, useManages, usePeople } from './data';
import { Invite } from './Invite';
import { Manage } from './Manage';
import css from './People.module.css';
import { words } from './words';

/** Everybody of the programme's staff, by role; those who left at the end. */
export default function People() {
  const t = useWords(words);
  const people = usePeople();
  const manages = useManages();
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <ListTop title={t('title')} line={t('line')}>
        {manages ? (
          <Button onClick={() => setInviting(true)}>
            <Icon of={IconPlus} />
            {t('invite')}
          </Button>
        ) : null}
      </ListTop>
      <Loaded query={people} waiting={<Skeleton lines={10} />}>
        {(found) => (
          <>
            <Accounts found={found} />
            <Sheet open={inviting} onClose={() => setInviting(false)} title={t('invite')}>
              <Invite pairs={found.apart} />
            </Sheet>
          </>
        )}
      </Loaded>
    </>
  );
}

function Accounts({ found }: { found: Found }) {
  const t = useWords(words);
  const [managed, manage] = useState<string | null>(null);
  const here = found.people.filter((person) => person.retired_at === null);
  const gone = found.people.filter((person) => person.retired_at !== null);
  const person = here.find(({ id }) => id === managed);
  const close = () => manage(null);
  return (
    <>
      <Lines className={css.people}>
        {here.map((one) => (
          <Line key={one.id} person={one} onManage={() => manage(one.id)} />
        ))}
      </Lines>
      {gone.length > 0 ? (
        <Folded title={t('gone', { n: gone.length })}>
          <Lines className={css.people}>
            {gone.map((one) => (
              <Line key={one.id} person={one} />
            ))}
          </Lines>
        </Folded>
      ) : null}
      <Sheet open={person !== undefined} onClose={close} title={person?.name ?? ''}>
        {person ? <Manage person={person} pairs={found.apart} onDone={close} /> : null}
      </Sheet>
    </>
  );
}

function Line({ person, onManage }: { person: Person; onManage?: () => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  const manages = useManages();
  const called = useWords(roleWords);
  const roles = person.roles.map((role) => called(role as Role));
  return (
    <li>
      <p className={css.who}>
        <b>{person.name}</b>
        <small>{person.email ?? t('email.damaged')}</small>
      </p>
      <p>{roles.join(lang === 'en' ? ', ' : '、')}</p>
      <p>
        <Standing person={person} />
      </p>
      {onManage && manages ? (
        <Button
          variant="default"
          aria-label={t('manage.of', { name: person.name })}
          onClick={onManage}
        >
          {t('manage')}
        </Button>
      ) : null}
    </li>
  );
}

function Standing({ person }: { person: Person }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const on = (moment: string) => day(moment, lang, zone);
  if (person.retired_at) {
    return (
      <Tag tone="info" icon={IconMinus}>
        {t('state.left', { day: on(person.retired_at) })}
      </Tag>
    );
  }
  if (person.signed_in || !person.invited_at) {
    return (
      <Tag tone="ok" icon={IconCheck}>
        {t('state.in')}
      </Tag>
    );
  }
  return (
    <Tag tone="warn" icon={IconClock}>
      {t('state.invited', { day: on(person.invited_at) })}
    </Tag>
  );
}
