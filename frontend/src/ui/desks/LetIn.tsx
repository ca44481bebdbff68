import { useState } from 'react';
import { type Desk, useDesks, useLettingIn } from '../../api/desks';
import { useWords } from '../../lib/i18n';
import { Button } from '../Button';
import { Card } from '../Card';
import { Refusal } from '../Refusal';
import { words } from './words';

interface Outsider {
  id: string;
  name: string;
  desks: Desk['desk'][];
}

/** Whom one could let in, each once, with all desks that wait for them. */
export function outsiders(desks: readonly Desk[]): Outsider[] {
  const found = new Map<string, Outsider>();
  for (const { desk, outside } of desks) {
    for (const { id, name } of outside) {
      const before = found.get(id)?.desks ?? [];
      found.set(id, { id, name, desks: [...before, desk] });
    }
  }
  return [...found.values()];
}

/** Colleagues who have a key and open nothing that waits yet: letting each in is an act by hand. */
export function LetIn() {
  const t = useWords(words);
  const desks = useDesks().data?.desks ?? [];
  const [done, setDone] = useState<readonly string[]>([]);
  return (
    <>
      <div role="status">
        {done.map((name) => (
          <Card key={name} tone="ok">
            <p>{t('done', { name })}</p>
          </Card>
        ))}
      </div>
      {desks.map(({ desk, changed }) =>
        changed ? (
          <Card key={desk} tone="warn">
            <p>{t(`changed.${desk}`)}</p>
          </Card>
        ) : null,
      )}
      {desks.map(({ desk, inside, behind }) =>
        inside && behind > 0 ? (
          <Card key={desk} tone="warn">
            <p>{t(`behind.${desk}`, { n: behind })}</p>
            <p>{t('behind.what')}</p>
          </Card>
        ) : null,
      )}
      {outsiders(desks).map((person) => (
        <One key={person.id} person={person} onDone={() => setDone([...done, person.name])} />
      ))}
    </>
  );
}

function One({ person, onDone }: { person: Outsider; onDone: () => void }) {
  const t = useWords(words);
  const { id, name, desks } = person;
  const act = useLettingIn(id, desks, onDone);
  const what = desks.length > 1 ? 'both' : (desks[0] ?? 'intake');
  return (
    <Card labelledBy={`let-in-${id}`}>
      <h2 id={`let-in-${id}`}>{t(`let.${what}`, { name })}</h2>
      <p>{t(`then.${what}`)}</p>
      <Refusal failure={act.error} />
      <Button variant="light" busy={act.isPending} onClick={() => act.mutate()}>
        {t('do', { name })}
      </Button>
    </Card>
  );
}
