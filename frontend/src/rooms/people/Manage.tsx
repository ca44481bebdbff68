import { type ReactNode, useState } from 'react';
import type { Role } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import type { Pairs } from './apart';
import { addressOf, type Person, useNewKey, useRoles } from './data';
import { Leaving } from './Leaving';
import { Once } from './Once';
import css from './People.module.css';
import { RolesField } from './RolesField';
import { words } from './words';

/** What can be done about one account: its roles, another address, its end. */
export function Manage({
  person,
  pairs,
  onDone,
}: {
  person: Person;
  pairs: Pairs;
  onDone: () => void;
}) {
  const t = useWords(words);
  return (
    <>
      <p className={css.small}>{person.email ?? t('email.damaged')}</p>
      <ChangeRoles person={person} pairs={pairs} />
      <Part title={t('key.title')}>
        <NewKey person={person} />
      </Part>
      <Part title={t('leave.title')}>
        <Leaving person={person} onDone={onDone} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function ChangeRoles({ person, pairs }: { person: Person; pairs: Pairs }) {
  const t = useWords(words);
  const [roles, setRoles] = useState(person.roles as Role[]);
  const [tried, setTried] = useState(false);
  const change = useRoles(person);
  const save = () => {
    setTried(true);
    if (roles.length > 0) change.mutate(roles);
  };
  return (
    <>
      <RolesField
        value={roles}
        onChange={(next) => {
          setRoles(next);
          change.reset();
        }}
        pairs={pairs}
        missing={tried}
      />
      <p className={css.small}>{t('roles.line')}</p>
      <Refusal failure={change.error} said={{ own_account: t('you') }} />
      <Button busy={change.isPending} onClick={save}>
        {t('roles.save')}
      </Button>{' '}
      <span role="status">{change.isSuccess ? t('roles.saved') : null}</span>
    </>
  );
}

function NewKey({ person }: { person: Person }) {
  const t = useWords(words);
  const make = useNewKey(person);
  if (make.data) return <Once address={addressOf(make.data.key)} />;
  return (
    <>
      <p>{t('key.line')}</p>
      <Refusal failure={make.error} said={{ own_account: t('you') }} />
      <Button variant="default" busy={make.isPending} onClick={() => make.mutate()}>
        {t('key.do')}
      </Button>
    </>
  );
}
