import { useState } from 'react';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { addDays, dateIn } from '../../lib/zone';
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
import { daysOf, goesOn, hoursUncovered, type Plan } from './days';
import { Line } from './Line';
import { Remove } from './Remove';
import css from './Rota.module.css';
import { words } from './words';

/** What the sheet is open for: a new entry, perhaps in a gap. */
interface Adding {
  gap: { start: string; end: string } | null;
}

/** Who is on duty, day by day and two weeks a page, with the hours nobody has. */
export default function Rota() {
  const t = useWords(words);
  const zone = useHouseZone();
  const [page, turn] = useState(0);
  const plan = usePlan(zone, page);
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
            <Pages plan={found} page={page} zone={zone} onTurn={turn} />
            <Days
              plan={found}
              present={page === 0 ? found.from : null}
              zone={zone}
              onFill={(gap) => add({ gap })}
              onSaid={say}
            />
            <Sheet open={adding !== null} onClose={close} title={t('add')}>
              <Add people={found.people} gap={adding?.gap ?? null} zone={zone} onDone={done} />
            </Sheet>
          </>
        )}
      </Loaded>
    </>
  );
}

/** Back and on by two weeks, with the days shown between. */
function Pages({
  plan,
  page,
  zone,
  onTurn,
}: {
  plan: Plan;
  page: number;
  zone: string;
  onTurn: (page: number) => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const told = (date: string) => day(`${date}T12:00:00Z`, lang, 'UTC');
  const from = told(dateIn(plan.from, zone));
  const to = told(addDays(dateIn(plan.to, zone), -1));
  if (page === 0 && !goesOn(plan)) return null;
  return (
    <nav className={css.pages} aria-label={t('pages')}>
      {page > 0 ? (
        <Button variant="default" onClick={() => onTurn(page - 1)}>
          {t('pages.back')}
        </Button>
      ) : null}
      <span role="status">{t('pages.shown', { from, to })}</span>
      {goesOn(plan) ? (
        <Button variant="default" onClick={() => onTurn(page + 1)}>
          {t('pages.on')}
        </Button>
      ) : null}
    </nav>
  );
}

function Days({
  plan,
  present,
  zone,
  onFill,
  onSaid,
}: {
  plan: Plan;
  /** The moment told as "now": where the first page begins. */
  present: string | null;
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
                present={present}
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

/** Whether anybody may call at any hour of the days shown and reach somebody at once. */
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
