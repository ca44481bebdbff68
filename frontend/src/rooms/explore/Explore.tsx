import { useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useReads } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import {
  addressOf,
  FIRST_VIEW,
  fitted,
  refusedIn,
  type View,
  viewOf,
} from '../../ui/figures/address';
import { PageTitle } from '../../ui/PageTitle';
import { Choices } from './Choices';
import css from './explore.module.css';
import { NOTHING_SEEN, type Seen } from './kept';
import { Left } from './Left';
import { Refused } from './Refused';
import { useOwnSites } from './sites';
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
  const { view: asked, refused } = usePermitted(search);
  const { view, left } = fitted(asked, useOwnSites(asked));
  const seen = useRef<Seen>(NOTHING_SEEN);
  const [, go] = useLocation();
  const change = (next: Partial<View>) => go(addressOf({ ...asked, ...next }), { replace: true });
  const Trend = TRENDS[view.source];
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <Choices view={view} onChange={change} />
      {refused ? <Refused what={refused} /> : null}
      <Left asked={asked} left={left} />
      <Trend key={addressOf(view)} view={view} onChange={change} seen={seen} />
      {view.source === 'use' ? <p className={css.foot}>{t('foot.finer')}</p> : null}
    </>
  );
}
