import 'virtual:theme.css';
import './staff.css';
import { MantineProvider } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { sessionQuery, useSession } from '../api/session';
import { currentLang, useWords } from '../lib/i18n';
import { KnownPaths, useKnown } from '../lib/known';
import { leftAlone, locked, unlock } from '../lib/lock';
import { paths } from '../lib/paths';
import { useTheme } from '../lib/theme';
import { LinkButton } from '../ui/Button';
import { Cover } from '../ui/Cover';
import { IdleWarning } from '../ui/IdleWarning';
import { LockSheet } from '../ui/LockSheet';
import { StaffFrame } from '../ui/StaffFrame';
import { theme } from '../ui/theme';
import { common } from '../ui/words';
import { mount } from './mount';
import { firstPage, Pages, ready } from './route';
import { railFor } from './staff.rail';
import { routes } from './staff.routes';
import { unlocking } from './staff.unlock';
import { staffWords } from './staff.words';

const IDLE_MINUTES = 10;
const pages = ready(routes);

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
  const { session } = useSession();
  const signedIn = session.kind === 'staff';
  return (
    <>
      <StaffFrame rail={signedIn ? railFor(session.roles, known, t) : null}>
        <Pages routes={pages} home={paths.staff} />
      </StaffFrame>
      <IdleWarning minutes={signedIn ? IDLE_MINUTES : null} onIdle={leftAlone} />
      <Cover uncover="return" />
      <Locking />
    </>
  );
}

const UnlockForm = unlocking ? lazy(unlocking.form) : null;

function Locking() {
  const t = useWords(common);
  const isLocked = locked.use();
  useEffect(() => {
    if (isLocked) unlocking?.drop();
  }, [isLocked]);
  return (
    <LockSheet>
      {UnlockForm ? (
        <Suspense>
          <UnlockForm onUnlocked={unlock} />
        </Suspense>
      ) : (
        <LinkButton href={paths.staff} anew>
          {t('locked.signin')}
        </LinkButton>
      )}
    </LockSheet>
  );
}

mount(<Staff />, (queries) => [
  staffWords.load(currentLang()),
  firstPage(pages),
  queries.prefetchQuery(sessionQuery), // the frame differs for whoever is signed in
]);
