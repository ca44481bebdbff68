import type { LeftBehind } from '../../api/duty';
import { leaveFor } from '../../api/leaving';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { clock, day, dayAndClock, list } from '../../lib/time';
import { Button } from '../Button';
import { Sheet } from '../Sheet';
import css from './leaving.module.css';
import { leavingWords } from './words';

/** What signing out leaves behind, and the choice. */
export default function StayOnDuty({ left, onStay }: { left: LeftBehind; onStay: () => void }) {
  const t = useWords(leavingWords);
  const { lang } = useLang();
  const zone = useHouseZone();
  const { until, waiting, others } = left;
  const isToday = day(until, lang, zone) === day(now(), lang, zone);
  const when = isToday ? clock(until, lang, zone) : dayAndClock(until, lang, zone);
  return (
    <Sheet open onClose={onStay} title={t('title')} centred>
      <p>
        {t('until', { when })} {waiting > 0 ? <b>{t('waiting', { n: waiting })}</b> : null}
      </p>
      <p>{others.length > 0 ? t('others', { names: list(others, lang) }) : t('nobody')}</p>
      <p>{t('device')}</p>
      <div className={css.acts}>
        <Button onClick={onStay}>{t('stay')}</Button>
        <Button variant="default" onClick={() => leaveFor(paths.staff)}>
          {t('out')}
        </Button>
      </div>
    </Sheet>
  );
}
