import { useLocation, useSearch } from 'wouter';
import { useReads } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import { addressOf, FIRST_VIEW, refusedIn, type View, viewOf } from '../../ui/figures/address';
import { PageTitle } from '../../ui/PageTitle';
import { Choices } from './Choices';
import css from './explore.module.css';
import { Refused } from './Refused';
import { PulseTrend, UseTrend, WorkTrend } from './trends';
import { words } from './words';

const TRENDS = { use: UseTrend, pulse: PulseTrend, work: WorkTrend };

/** What the address asks for, without the workload that only operations read. */
function usePermitted(search: string) {
  const [view, refused] = [viewOf(search), refusedIn(search)];
  if (useReads('workload')) return { view, refused };
  if (view.source === 'work') return { view: FIRST_VIEW, refused: 'role' as const };
  return { view: { ...view, below: '' as const }, refused };
}

/** Any published figure over time, with what is uncertain about it; workload below on the same axis. */
export default function Explore() {
  const t = useWords(words);
  const search = useSearch();
  const { view, refused } = usePermitted(search);
  const [, go] = useLocation();
  const change = (next: Partial<View>) => go(addressOf({ ...view, ...next }), { replace: true });
  const Trend = TRENDS[view.source];
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <Choices view={view} onChange={change} />
      {refused ? <Refused what={refused} /> : null}
      <Trend key={`${view.source}.${view.code}`} view={view} onChange={change} />
      {view.source === 'use' ? <p className={css.foot}>{t('foot.finer')}</p> : null}
    </>
  );
}
