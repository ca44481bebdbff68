import { useId, useState } from 'react';
import { useAnswers } from '../../api/duty';
import { useHelp } from '../../api/help';
import { useSession } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { clockToSecond, list } from '../../lib/time';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { LetIn } from '../../ui/desks/LetIn';
import { Outside } from '../../ui/desks/Outside';
import { Empty } from '../../ui/Empty';
import { Hidden } from '../../ui/Hidden';
import { Icon } from '../../ui/Icon';
import { IconSound, IconSoundOff } from '../../ui/icons';
import { Folded } from '../../ui/List';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import { CallCard, useCalled } from './CallCard';
import { Closed } from './Closed';
import { type Call, partsOf, pressing } from './clocks';
import { BeginDuty, Duty } from './Duty';
import { type Console, useConsole } from './data';
import css from './OnCall.module.css';
import { soundOff, soundOn, useSounding } from './sound';
import { silently, useSpoken } from './spoken';
import { WaitingCall } from './WaitingCall';
import { words } from './words';

const LOOK_AGAIN = 5_000;
const STALE_AFTER = 20_000;

/** The console of whoever answers calls for help, the one whose clock runs out first before others. */
export default function OnCall() {
  const t = useWords(words);
  const { answers } = useAnswers();
  const counsels = useSession().session.roles.includes('counsellor'); // finds them on Today
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <StaffZoneNote />
      {answers ? (
        <>
          <Outside desk="on_call" />
          <BeginDuty />
          <Answering />
        </>
      ) : null}
      <Duty />
      {counsels ? null : <LetIn />}
      {answers ? null : <p className={css.muted}>{t('others')}</p>}
    </>
  );
}

/** The open calls and what has been closed, with the sound for those that come. */
export function Answering() {
  const heading = useId();
  const t = useWords(words);
  const query = useConsole(LOOK_AGAIN);
  const now = useNow(1000).getTime();
  const sounding = useSounding();
  return (
    <section aria-labelledby={heading} className={css.calls}>
      <div className={css.top}>
        <h2 id={heading}>{t('calls')}</h2>
        <Chip pressed={sounding} onPress={sounding ? soundOff : soundOn}>
          <Icon of={sounding ? IconSound : IconSoundOff} size={18} />
          {t(sounding ? 'sound.on' : 'sound.off')}
        </Chip>
      </div>
      <Emergency />
      <Stale since={query.data ? query.dataUpdatedAt : null} />
      <Loaded query={query} waiting={<Skeleton lines={6} />}>
        {(found) => <Calls found={found} now={now} />}
      </Loaded>
    </section>
  );
}

function Emergency() {
  const t = useWords(words);
  const { lang } = useLang();
  const numbers = useHelp()
    .lines.filter(({ kind }) => kind === 'emergency')
    .map(({ number }) => number);
  if (numbers.length === 0) return null;
  return <p className={css.emergency}>{t('emergency', { numbers: list(numbers, lang, 'or') })}</p>;
}

/** A console that stands still must not look like a quiet night. */
function Stale({ since }: { since: number | null }) {
  const t = useWords(words);
  const { lang } = useLang();
  if (since === null || Date.now() - since < STALE_AFTER) return null;
  return (
    <Card tone="warn">
      <p role="alert">{t('stale', { time: clockToSecond(new Date(since), lang) })}</p>
    </Card>
  );
}

function Calls({ found, now }: { found: Console; now: number }) {
  const t = useWords(words);
  const spoken = useSpoken(found.open, now, silently);
  const [lost, lose] = useState('');
  const { mine, waiting, others } = partsOf(found.open, now);
  return (
    <>
      <div role="alert">
        <Hidden>{spoken}</Hidden>
      </div>
      {found.open.length === 0 ? <Empty>{t('calls.none')}</Empty> : null}
      <Lost call={others.find(({ id }) => id === lost)} />
      {mine.map((call) => (
        <CallCard key={call.id} call={call} now={now} />
      ))}
      {waiting.map((call) => (
        <WaitingCall key={call.id} call={call} now={now} onLost={() => lose(call.id)} />
      ))}
      {others.length > 0 ? (
        <Others calls={others} now={now} alone={mine.length + waiting.length === 0} />
      ) : null}
      <Closed calls={found.closed} />
    </>
  );
}

/** After a lost race: who was first, and that nothing was changed. */
function Lost({ call }: { call: Call | undefined }) {
  const t = useWords(words);
  const called = useCalled();
  if (!call) return null;
  const who = call.acknowledged_by || t('taken.somebody');
  return (
    <p role="alert" className={css.warn}>
      {t('taken', { call: called(call), who })}
    </p>
  );
}

/** Calls that others have, folded away where something else comes first. */
function Others({ calls, now, alone }: { calls: readonly Call[]; now: number; alone: boolean }) {
  const t = useWords(words);
  const { lang } = useLang();
  const [open] = useState(alone); // later the reader folds, not a call that comes in
  const late = calls.filter((call) => (pressing(call, now)?.left ?? 0) < 0).length;
  const title = [
    t('others.taken', { n: calls.length }),
    ...(late > 0 ? [t('others.late', { n: late })] : []),
  ];
  return (
    <Folded title={title.join(lang === 'en' ? ', ' : '，')} open={open}>
      {calls.map((call) => (
        <CallCard key={call.id} call={call} now={now} />
      ))}
    </Folded>
  );
}
