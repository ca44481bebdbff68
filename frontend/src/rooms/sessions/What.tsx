import type { Appointment } from '../../api/booking';
import { useHouseZone } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { span } from '../../lib/time';
import { IconCalendar, IconCheck, IconCross } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import css from './Sessions.module.css';
import { words } from './words';

/** When, how and with whom. */
export function What({ appointment }: { appointment: Appointment }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { start, end, modality, counsellor } = appointment;
  return (
    <div className={css.what}>
      <time dateTime={start}>{span(start, end, lang, useHouseZone())}</time>
      <span>
        {t(`way.${modality}` as 'way.text')} · {t('with', { name: pick(counsellor, 'name', lang) })}
      </span>
    </div>
  );
}

const DRAWN = { done: IconCheck, booked: IconCalendar } as const;

/** Where a session stands, in a word. */
export function Status({ status }: { status: string }) {
  const t = useWords(words);
  const drawn = DRAWN[status as keyof typeof DRAWN] ?? IconCross;
  return (
    <Tag tone={status === 'done' ? 'ok' : 'info'} icon={drawn}>
      {t(`status.${status}` as 'status.booked')}
    </Tag>
  );
}
