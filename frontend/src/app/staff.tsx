import 'virtual:theme.css';
import './staff.css';
import { MantineProvider } from '@mantine/core';
import { type Query, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { type Session, sessionQuery, useSession } from '../api/session';
import { currentLang, useWords } from '../lib/i18n';
import { KnownPaths, useKnown } from '../lib/known';
import { isLockedThere, leftAlone, locked, onLock, unlock } from '../lib/lock';
import { paths } from '../lib/paths';
import { useTheme } from '../lib/theme';
import { Cover } from '../ui/Cover';
import { IdleWarning } from '../ui/IdleWarning';
import { LockSheet } from '../ui/LockSheet';
import { StaffFrame } from '../ui/StaffFrame';
import { theme } from '../ui/theme';
import { guarded } from './guard';
import { mount } from './mount';
import { Notices, WaitingMessages } from './Notices';
import { noticeWords } from './notices.words';
import { firstPage, Pages, ready } from './route';
import { railFor } from './staff.rail';
import { outside, routes } from './staff.routes';
import { unlocking } from './staff.unlock';
import { staffWords } from './staff.words';

const IDLE_MINUTES = 10;
const inside = ready(routes);
const door = ready(outside);

function Staff() {
  return (
    <KnownPaths paths={routes.map((route) => route.path)}>
      <Themed>
        <Framed />
      </Themed>
    </KnownPaths>
  );
}

/** The component library, told to write no styles of its own: the content policy allows none. */
function Themed({ children }: { children: ReactNode }) {
  const scheme = useTheme();
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}

function Framed() {
  const t = useWords(staffWords);
  const known = useKnown();
  const { session, known: answered } = useSession();
  const staff = useLastSignedIn(session, answered);
  if (!answered && !staff) return null;
  return (
    <>
      <StaffFrame
        rail={staff ? railFor(staff.roles, known, t) : null}
        status={staff && answersCalls(staff.roles) ? <OnCallStatus /> : null}
        notices={staff ? <NoticesFor roles={staff.roles} /> : null}
      >
        <Pages routes={staff ? guarded(inside, staff.roles) : door} home={paths.staff} />
      </StaffFrame>
      <IdleWarning minutes={staff ? IDLE_MINUTES : null} onIdle={leftAlone} />
      <Cover uncover="return" />
      <Locking staff={staff} />
    </>
  );
}

/**
 * Whoever is signed in, or was when the sign-in ended by itself: their page then stays beneath the
 * lock, with what they typed. Signing out loads the page anew.
 */
function useLastSignedIn(session: Session, answered: boolean): Session | null {
  const last = useRef<Session | null>(null);
  if (session.kind === 'staff') last.current = session;
  const ended = answered && session.kind !== 'staff' && last.current !== null;
  useEffect(() => {
    if (ended) isLockedThere();
  }, [ended]);
  return last.current;
}

const answersCalls = (roles: readonly string[]): boolean =>
  roles.includes('on_call') || roles.includes('clinical_lead');

const Status = lazy(() => import('../rooms/oncall/Status'));
const SoundAsk = lazy(() => import('../rooms/oncall/SoundAsk'));

function NoticesFor({ roles }: { roles: readonly string[] }) {
  return (
    <>
      <Notices counsels={roles.includes('counsellor')} />
      <Suspense>{answersCalls(roles) ? <SoundAsk /> : null}</Suspense>
    </>
  );
}

/** The next clock of a call for help, for whoever answers calls; the page does not wait for it. */
function OnCallStatus() {
  return (
    <Suspense>
      <Status />
    </Suspense>
  );
}

const UnlockForm = lazy(unlocking.form);
const WaitingHere = lazy(() => import('../rooms/oncall/WaitingHere'));
const LockedConsole = lazy(() => import('../rooms/oncall/LockedConsole'));

/** What was asked for under the lock, as by a page loaded anew. */
const wasRefused = ({ state }: Query) => state.status === 'error';

function Locking({ staff }: { staff: Session | null }) {
  const isLocked = locked.use();
  const queries = useQueryClient();
  useEffect(() => {
    if (!isLocked) queries.refetchQueries({ predicate: wasRefused });
  }, [isLocked, queries]);
  const roles = staff?.roles ?? [];
  return (
    <LockSheet>
      <Suspense>
        {isLocked && answersCalls(roles) ? <CallsWhileLocked /> : null}
        {isLocked && roles.includes('counsellor') ? <WaitingMessages /> : null}
        <UnlockForm who={staff?.name ?? ''} roles={roles} onUnlocked={unlock} />
      </Suspense>
    </LockSheet>
  );
}

/** The calls that wait and, for whoever is on duty, the console over the lock. */
function CallsWhileLocked() {
  const [shown, show] = useState(false);
  const back = useCallback(() => show(false), []);
  return (
    <>
      <WaitingHere onShow={() => show(true)} />
      {shown ? <LockedConsole onBack={back} /> : null}
    </>
  );
}

onLock(unlocking.drop);

mount(<Staff />, (queries) => [
  staffWords.load(currentLang()),
  noticeWords.load(currentLang()),
  queries.prefetchQuery(sessionQuery).then(() => {
    // The frame and its first page differ for whoever is signed in.
    const session = queries.getQueryData(sessionQuery.queryKey);
    return firstPage(session?.kind === 'staff' ? guarded(inside, session.roles) : door);
  }),
]);
