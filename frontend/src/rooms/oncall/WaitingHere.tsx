import { useDutyOpen } from '../../api/duty';
import { useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { IconAlert } from '../../ui/icons';
import { useDuration } from './Clocks';
import { pressing } from './clocks';
import { useConsole } from './data';
import css from './OnCall.module.css';
import SoundAsk from './SoundAsk';
import { words } from './words';

const LOOK_AGAIN = 5_000;

/**
 * On the lock: how many calls wait to be taken, and the clock that runs out first. No content. While
 * duty is open on this device, the way to them too: `onShow`.
 */
export default function WaitingHere({ onShow }: { onShow: () => void }) {
  const t = useWords(words);
  const isOpen = useDutyOpen();
  return (
    <>
      <Waiting />
      {isOpen ? (
        <>
          <SoundAsk />
          <Button onClick={onShow}>{t('lock.show')}</Button>
        </>
      ) : null}
    </>
  );
}

function Waiting() {
  const t = useWords(words);
  const duration = useDuration();
  const now = useNow(1000).getTime();
  const open = useConsole(LOOK_AGAIN).data?.open ?? [];
  const clocks = open.flatMap((call) => pressing(call, now) ?? []);
  const waiting = clocks
    .filter(({ goal }) => goal === 'accept')
    .sort((one, other) => one.left - other.left);
  const next = waiting[0];
  if (!next) return null;
  const left = t(next.left < 0 ? 'clock.over' : 'clock.left', {
    time: duration(Math.abs(next.left)),
  });
  return (
    <p role="alert" className={css.warn}>
      <Icon of={IconAlert} size={18} /> {t('lock.waits', { n: waiting.length })}{' '}
      <span aria-hidden="true">{left}</span>
    </p>
  );
}
