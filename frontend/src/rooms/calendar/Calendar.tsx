import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { useHours } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { now } from '../../lib/now';
import { useShortcuts } from '../../lib/shortcuts';
import { day } from '../../lib/time';
import { addDays, dateIn, mondayOf } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import { IconChevronLeft, IconChevronRight } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import css from './Calendar.module.css';
import { Hours } from './Hours';
import { Week } from './Week';
import { words } from './words';

export type CalendarFound = components['schemas']['CalendarOut'];

/** The counsellor's week. Everything that can be changed here is changed by a dialog. */
export default function Calendar() {
  const t = useWords(words);
  const hours = useHours();
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <Loaded query={hours} waiting={<Skeleton lines={10} />}>
        {(found) => (found ? <Weeks zone={found.time_zone} /> : <Empty>{t('no.calendar')}</Empty>)}
      </Loaded>
    </>
  );
}

function useWeek(monday: string) {
  const query = { from: monday, to: addDays(monday, 6) };
  return useQuery({
    queryKey: ['calendar', query.from, query.to],
    queryFn: () => read(api.GET('/api/v1/staff/calendar', { params: { query } })),
    refetchInterval: 60_000,
    ...content,
  });
}

function Weeks({ zone }: { zone: string }) {
  const t = useWords(words);
  const [monday, setMonday] = useState(() => mondayOf(dateIn(now(), zone)));
  const [planning, setPlanning] = useState(false);
  const week = useWeek(monday);
  const move = (weeks: number) => setMonday(addDays(monday, 7 * weeks));
  const home = () => setMonday(mondayOf(dateIn(now(), zone)));
  useShortcuts({ '[': () => move(-1), ']': () => move(1), t: home });
  return (
    <>
      <div className={css.tools}>
        <div className={css.weeks}>
          <Button variant="default" aria-label={t('earlier')} onClick={() => move(-1)}>
            <Icon of={IconChevronLeft} size={18} />
          </Button>
          <Button variant="default" onClick={home}>
            {t('now')}
          </Button>
          <Button variant="default" aria-label={t('later')} onClick={() => move(1)}>
            <Icon of={IconChevronRight} size={18} />
          </Button>
          <Named monday={monday} />
        </div>
        <Button onClick={() => setPlanning(true)}>{t('hours')}</Button>
      </div>
      <StaffZoneNote />
      <Loaded query={week} waiting={<Skeleton lines={12} />}>
        {(found) => <Week key={monday} monday={monday} found={found} />}
      </Loaded>
      <Sheet open={planning} onClose={() => setPlanning(false)} title={t('hours')}>
        <Hours zone={zone} />
      </Sheet>
    </>
  );
}

function Named({ monday }: { monday: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const on = (date: string) => day(`${date}T12:00:00Z`, lang, 'UTC');
  return (
    <h2 className={css.named} aria-live="polite">
      {t('week', { from: on(monday), to: on(addDays(monday, 6)) })}
    </h2>
  );
}
