import type { Group } from '../../api/groups';
import { useSession } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { atGroup } from '../../lib/openGroup';
import { paths } from '../../lib/paths';
import { list } from '../../lib/time';
import { comeBackTo } from '../../lib/wayIn';
import { LinkButton } from '../../ui/Button';
import { Loaded } from '../../ui/Loaded';
import { Skeleton } from '../../ui/Skeleton';
import { GiveUp } from './GiveUp';
import css from './Groups.module.css';
import { Join } from './Join';
import { type OwnGroup, useGroup, useLeaving } from './useGroup';
import { mayJoin } from './What';
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
  const leaving = useLeaving(own.group.id);
  const outside = !own.seat && own.group.mine === null;
  return (
    <>
      <Left done={leaving.isSuccess && outside} />
      <Now own={own} leaving={leaving} />
    </>
  );
}

interface Stood {
  own: OwnGroup;
  leaving: ReturnType<typeof useLeaving>;
}

function Now({ own, leaving }: Stood) {
  const t = useWords(words);
  const { session } = useSession();
  const { group } = own;
  if (own.seat) return <Seat own={own} seat={own.seat} leaving={leaving} />;
  if (group.mine === 'waiting') return <Waiting own={own} leaving={leaving} />;
  if (!mayJoin(group)) return <p>{t('fault.not_open')}</p>;
  if (session.kind !== 'client') return <ComeInFirst group={group} />;
  return (
    <>
      <Where room={own.room} />
      <Join group={group} names={own.names} />
    </>
  );
}

/** Told before a seat is taken: for somebody who is watched it decides whether they come. */
function Where({ room }: { room: string }) {
  const t = useWords(words);
  return <p>{room ? t('seat.room', { room }) : t('seat.room.none')}</p>;
}

function Seat({
  own,
  seat,
  leaving,
}: Stood & {
  seat: NonNullable<OwnGroup['seat']>;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const others = own.aliases.filter((alias) => alias !== seat.alias);
  return (
    <div className={css.box}>
      <p>
        <b>{t('seat.number', { n: seat.number, alias: seat.alias })}</b>
      </p>
      <Where room={own.room} />
      <p>{others.length > 0 ? t('seat.others', { names: list(others, lang) }) : t('seat.alone')}</p>
      <GiveUp leaving={leaving} of="seat" />
    </div>
  );
}

function Waiting({ own, leaving }: Stood) {
  const t = useWords(words);
  const band = own.group.position_band;
  return (
    <div className={css.box}>
      <p>
        <b>{t('waiting')}</b>
      </p>
      <p>
        {band ? t(`waiting.${band}` as 'waiting.1-3') : null} {t('waiting.line')}
      </p>
      <Where room={own.room} />
      <GiveUp leaving={leaving} of="line" />
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

function ComeInFirst({ group }: { group: Group }) {
  const t = useWords(words);
  const known = useKnown();
  return (
    <div className={css.box}>
      <p>{t('in.where')}</p>
      <p>{t('in.line')}</p>
      <LinkButton
        href={paths.sessions}
        onClick={() => comeBackTo({ path: paths.groups, state: atGroup(group.id) })}
      >
        {t('in')}
      </LinkButton>
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
