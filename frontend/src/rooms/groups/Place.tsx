import { useSession } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { list } from '../../lib/time';
import { Button, LinkButton } from '../../ui/Button';
import { Loaded } from '../../ui/Loaded';
import { Refusal } from '../../ui/Refusal';
import { Skeleton } from '../../ui/Skeleton';
import css from './Groups.module.css';
import { Join } from './Join';
import { type Group, type OwnGroup, useGroup, useLeaving } from './useGroups';
import { words } from './words';

/** One's own place in a group, by nickname only, and who sees whom there. */
export function Place({ group }: { group: Group }) {
  return (
    <div className={css.place}>
      <Loaded query={useGroup(group.id)} waiting={<Skeleton lines={4} />}>
        {(own) => <Standing own={own} />}
      </Loaded>
      <Sees group={group} />
    </div>
  );
}

function Standing({ own }: { own: OwnGroup }) {
  const t = useWords(words);
  const leaving = useLeaving(own.group.id);
  const outside = !own.seat && own.group.mine === null;
  return (
    <>
      <Left done={leaving.isSuccess && outside} />
      <Now own={own} give={{ act: () => leaving.mutate(undefined), busy: leaving.isPending }} />
      <Refusal failure={leaving.error} said={{ too_late: t('fault.too_late') }} />
    </>
  );
}

function Now({ own, give }: Giving & { own: OwnGroup }) {
  const { session } = useSession();
  const { group, seat, aliases } = own;
  if (seat) {
    const others = aliases.filter((alias) => alias !== seat.alias);
    return <Seat seat={seat} room={own.room} others={others} give={give} />;
  }
  if (group.mine === 'waiting') return <Waiting band={group.position_band} give={give} />;
  return session.kind === 'client' ? <Join group={group} names={own.names} /> : <ComeInFirst />;
}

interface Giving {
  give: { act: () => void; busy: boolean };
}

function Seat({
  seat,
  room,
  others,
  give,
}: Giving & {
  seat: NonNullable<OwnGroup['seat']>;
  room: string;
  others: readonly string[];
}) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <div className={css.box}>
      <p>
        <b>{t('seat.number', { n: seat.number, alias: seat.alias })}</b>
      </p>
      <p>{room ? t('seat.room', { room }) : t('seat.room.none')}</p>
      <p>{others.length > 0 ? t('seat.others', { names: list(others, lang) }) : t('seat.alone')}</p>
      <Button variant="default" busy={give.busy} onClick={give.act}>
        {t('leave')}
      </Button>
    </div>
  );
}

function Waiting({ band, give }: Giving & { band: string | null }) {
  const t = useWords(words);
  return (
    <div className={css.box}>
      <p>
        <b>{t('waiting')}</b>
      </p>
      <p>
        {band ? t(`waiting.${band}` as 'waiting.1-3') : null} {t('waiting.line')}
      </p>
      <Button variant="default" busy={give.busy} onClick={give.act}>
        {t('leave.waiting')}
      </Button>
    </div>
  );
}

function Left({ done }: { done: boolean }) {
  const t = useWords(words);
  return (
    <p role="status" className={css.said}>
      {done ? t('left') : null}
    </p>
  );
}

function ComeInFirst() {
  const t = useWords(words);
  const known = useKnown();
  return (
    <div className={css.box}>
      <p>{t('in.line')}</p>
      <LinkButton href={paths.sessions}>{t('in')}</LinkButton>
      {known(paths.book) ? (
        <>
          <p>{t('in.new')}</p>
          <LinkButton href={paths.book} variant="default">
            {t('book')}
          </LinkButton>
        </>
      ) : null}
    </div>
  );
}

/** Seats carry no client, only a nickname; so this list is the same for everybody. */
function Sees({ group }: { group: Group }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <>
      <h3>{t('sees')}</h3>
      <ul className={css.sees}>
        <li>{t('sees.members')}</li>
        <li>{t('sees.leader', { name: pick(group.facilitator, 'name', lang) })}</li>
        <li>{t('sees.nobody')}</li>
      </ul>
      <p className={css.line}>{t('minimum', { n: group.minimum })}</p>
    </>
  );
}
