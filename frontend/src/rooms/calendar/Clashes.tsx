import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { useLang, useWords } from '../../lib/i18n';
import { span } from '../../lib/time';
import { addDays, dateIn } from '../../lib/zone';
import { CaseName } from '../../ui/care/CaseName';
import css from './Calendar.module.css';
import { words } from './words';

export interface Stretch {
  start: Date;
  end: Date;
}

const DAY = 86_400_000;
const DAYS_AT_ONCE = 60;
const LONGEST = 366 * DAY; // more is refused, so nothing is asked

type Calendar = components['schemas']['CalendarOut'];
type Booked = Calendar['appointments'][number] & { called: Calendar['cases'][number] | undefined };

/** What is booked from `start` up to `end`, with the cases by name. */
async function bookedIn({ start, end }: Stretch, zone: string): Promise<Booked[]> {
  const booked = new Map<string, Booked>();
  const last = dateIn(new Date(end.getTime() - 1), zone);
  for (let from = dateIn(start, zone); from <= last; from = addDays(from, DAYS_AT_ONCE)) {
    const full = addDays(from, DAYS_AT_ONCE - 1);
    const query = { from, to: full < last ? full : last };
    const { appointments, cases } = await read(
      api.GET('/api/v1/staff/calendar', { params: { query } }),
    );
    for (const one of appointments) {
      const across = new Date(one.start) < end && start < new Date(one.end);
      if (one.status !== 'booked' || !across) continue;
      booked.set(one.id, { ...one, called: cases.find(({ id }) => id === one.case) });
    }
  }
  return [...booked.values()];
}

/** Before time off is saved: what is booked in it, with the way to each case that opens. */
export function Clashes({ off, zone }: { off: Stretch; zone: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const clashes = useQuery({
    queryKey: ['clashes', off.start.toISOString(), off.end.toISOString()],
    queryFn: () => bookedIn(off, zone),
    enabled: off.end.getTime() - off.start.getTime() <= LONGEST,
    ...content,
  });
  const booked = clashes.data ?? [];
  return (
    <div role="status">
      {booked.length > 0 ? (
        <>
          <p>{t('clashes', { n: booked.length })}</p>
          <ul className={css.clashes}>
            {booked.map((one) => (
              <li key={one.id}>
                {span(one.start, one.end, lang, zone)} <What of={one} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function What({ of: { called, kind } }: { of: Booked }) {
  const t = useWords(words);
  if (called) return <CaseName of={called} link={called.kept} />;
  return t(kind === 'group' ? 'group' : 'legend.session');
}
