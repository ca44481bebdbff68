import { ownShift, useDutyOpen, useRota } from '../../api/duty';
import { useSession } from '../../api/session';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { clock } from '../../lib/time';
import { LinkButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { IconPhone } from '../../ui/icons';
import css from './Today.module.css';
import { words } from './words';

/** While one's own shift on call runs: whether duty has begun on this device, and until when. */
export function OnDuty() {
  return useSession().session.roles.includes('on_call') ? <Shift /> : null;
}

function Shift() {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const now = useNow(30_000);
  const shift = ownShift(useRota().data?.shifts ?? [], now);
  const begun = useDutyOpen();
  if (!shift || begun === undefined) return null;
  const time = clock(shift.end, lang, zone);
  return (
    <div role="status" className={css.duty}>
      <p>
        <Icon of={IconPhone} size={18} /> {t(begun ? 'duty.begun' : 'duty.waits', { time })}
      </p>
      {begun ? null : <LinkButton href={paths.oncall}>{t('duty.go')}</LinkButton>}
    </div>
  );
}
