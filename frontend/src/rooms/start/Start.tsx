import { type Door, useDoors } from '../../api/doors';
import { useWords } from '../../lib/i18n';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { DoorCard } from './DoorCard';
import css from './start.module.css';
import { words } from './words';

/** Typed on the server's machine; the same in every language. */
const MOVE_ON = './dev manage demo next-quarter';

/** The personas that stand for a role; more of the same come after them. */
const isMore = (door: Door) => /-\d+$/.test(door.key);

/** Every persona of the synthetic company behind one door each. */
export default function Start() {
  const t = useWords(words);
  const query = useDoors();
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.lead}>{t('lead')}</p>
      <Loaded query={query} empty={<Empty>{t('none')}</Empty>}>
        {(doors) => (
          <>
            <Doors name={t('agents')} doors={doors.filter(({ kind }) => kind === 'agent')} />
            <Doors
              name={t('staff')}
              doors={doors.filter((door) => door.kind === 'staff' && !isMore(door))}
            />
            <Doors name={t('others')} doors={doors.filter(isMore)} />
            <Card labelledBy="move-on">
              <h2 id="move-on">{t('on')}</h2>
              <p>{t('on.line')}</p>
              <p className={css.command}>
                <code>{MOVE_ON}</code>
              </p>
            </Card>
          </>
        )}
      </Loaded>
    </>
  );
}

function Doors({ name, doors }: { name: string; doors: readonly Door[] }) {
  if (doors.length === 0) return null;
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <ul className={css.doors}>
        {doors.map((door) => (
          <li key={door.key}>
            <DoorCard door={door} />
          </li>
        ))}
      </ul>
    </section>
  );
}
