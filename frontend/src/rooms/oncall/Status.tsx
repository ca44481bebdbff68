import { Link } from 'wouter';
import { ownShift, useRota } from '../../api/duty';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { clock } from '../../lib/time';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconPhone } from '../../ui/icons';
import { useDuration } from './Clocks';
import { type Call, pressing } from './clocks';
import { useConsole } from './data';
import css from './OnCall.module.css';
import { playSound } from './sound';
import { useSpoken } from './spoken';
import { words } from './words';

const LOOK_AGAIN = 15_000;
const NONE: readonly Call[] = [];

/** In the frame of people who answer calls: the clock that runs out next, or until when they are on. */
export default function Status() {
  const query = useConsole(LOOK_AGAIN);
  const now = useNow(1000).getTime();
  const open = query.data?.open ?? NONE;
  useSpoken(open, now, playSound);
  return open.length > 0 ? <Waiting calls={open} now={now} /> : <OnDuty now={now} />;
}

function Waiting({ calls, now }: { calls: readonly Call[]; now: number }) {
  const t = useWords(words);
  const duration = useDuration();
  const clocks = calls.flatMap((call) => pressing(call, now) ?? []);
  const next = clocks.sort((a, b) => a.left - b.left)[0];
  const waiting = clocks.filter(({ goal }) => goal === 'accept').length;
  const waits = waiting > 0;
  const left = next
    ? t(next.left < 0 ? 'clock.over' : 'clock.left', { time: duration(Math.abs(next.left)) })
    : '';
  return (
    <Link href={paths.oncall} className={css.chip} data-waits={waits || undefined}>
      <Icon of={waits ? IconAlert : IconPhone} size={18} />
      <span className={css.wide}>
        {waits
          ? t('chip.waits', { n: waiting })
          : next
            ? t('chip.reach')
            : t('chip.open', { n: calls.length })}
      </span>
      <span>{left}</span>
    </Link>
  );
}

function OnDuty({ now }: { now: number }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const own = ownShift(useRota().data?.shifts ?? [], new Date(now));
  if (!own) return null;
  return (
    <Link href={paths.oncall} className={css.chip}>
      <Icon of={IconPhone} size={18} />
      <span className={css.wide}>{t('chip.duty', { time: clock(own.end, lang, zone) })}</span>
    </Link>
  );
}
