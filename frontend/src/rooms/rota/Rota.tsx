import { useState } from 'react';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconCheck, IconPlus } from '../../ui/icons';
import { Lines, ListTop } from '../../ui/List';
import { Loaded } from '../../ui/Loaded';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import { Tag } from '../../ui/Tag';
import { ZoneNote } from '../../ui/ZoneNote';
import { Add } from './Add';
import { type Removable, usePlan } from './data';
import { daysOf, hoursUncovered, type Plan } from './days';
import { Line } from './Line';
import { Remove } from './Remove';
import css from './Rota.module.css';
import { words } from './words';

/** What the sheet is open for: a new entry, perhaps in a gap. */
interface Adding {
  gap: { start: string; end: string } | null;
}

/** Who is on duty in the next two weeks, day by day, with the hours nobody has. */
export default function Rota() {
  const t = useWords(words);
  const zone = useHouseZone();
  const plan = usePlan(zone);
  const [adding, add] = useState<Adding | null>(null);
  const [said, say] = useState('');
  const close = () => add(null);
  const done = (n: number) => {
    say(t('added', { n }));
    close();
  };
  return (
    <>
      <ListTop title={t('title')} line={t('line')}>
        <Button onClick={() => add({ gap: null })}>
          <Icon of={IconPlus} />
          {t('add')}
        </Button>
      </ListTop>
      <ZoneNote />
      <p role="status" className={css.said}>
        {said}
      </p>
      <Loaded query={plan} waiting={<Skeleton lines={12} />}>
        {(found) => (
          <>
            <Days plan={found} zone={zone} onFill={(gap) => add({ gap })} onSaid={say} />
            <Sheet open={adding !== null} onClose={close} title={t('add')}>
              <Add people={found.people} gap={adding?.gap ?? null} zone={zone} onDone={done} />
            </Sheet>
          </>
        )}
      </Loaded>
    </>
  );
}

function Days({
  plan,
  zone,
  onFill,
  onSaid,
}: {
  plan: Plan;
  zone: string;
  onFill: (gap: { start: string; end: string }) => void;
  onSaid: (what: string) => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const [removed, remove] = useState<Removable | null>(null);
  const close = () => remove(null);
  const newcomers = new Set(plan.people.flatMap((one) => (one.signed_in ? [] : one.id)));
  return (
    <>
      <Cover plan={plan} />
      {daysOf(plan, zone).map(({ date, entries }) => (
        <section key={date} className={css.day} aria-labelledby={date}>
          <h2 id={date}>{day(`${date}T12:00:00Z`, lang, 'UTC')}</h2>
          {entries.length === 0 ? <p className={css.muted}>{t('day.carried')}</p> : null}
          <Lines>
            {entries.map((entry) => (
              <Line
                key={`${entry.kind} ${'of' in entry ? entry.of.id : ''} ${entry.start}`}
                entry={entry}
                newcomer={entry.kind === 'shift' && newcomers.has(entry.of.staff)}
                date={date}
                from={plan.from}
                zone={zone}
                onFill={onFill}
                onRemove={remove}
              />
            ))}
          </Lines>
        </section>
      ))}
      <Sheet open={removed !== null} onClose={close} title={t('remove.title')} centred>
        {removed ? (
          <Remove
            what={removed}
            zone={zone}
            onDone={() => {
              onSaid(t('removed'));
              close();
            }}
          />
        ) : null}
      </Sheet>
    </>
  );
}

/** Whether anybody may call at any hour of the two weeks and reach somebody at once. */
function Cover({ plan }: { plan: Plan }) {
  const t = useWords(words);
  const hours = hoursUncovered(plan);
  return (
    <p>
      {hours > 0 ? (
        <Tag tone="warn" icon={IconAlert}>
          {t('cover.gaps', { n: hours })}
        </Tag>
      ) : (
        <Tag tone="ok" icon={IconCheck}>
          {t('cover.whole')}
        </Tag>
      )}
    </p>
  );
}
