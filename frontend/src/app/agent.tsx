import { helpQuery } from '../api/help';
import { useSession } from '../api/session';
import { useWords } from '../lib/i18n';
import { KnownPaths } from '../lib/known';
import { paths } from '../lib/paths';
import { AgentFrame } from '../ui/AgentFrame';
import { LinkButton } from '../ui/Button';
import { Cover } from '../ui/Cover';
import { IdleWarning } from '../ui/IdleWarning';
import { IconCalendar, IconClock, IconHome } from '../ui/icons';
import { LeaveButton } from '../ui/Leave';
import { LockSheet } from '../ui/LockSheet';
import { leaveNow } from '../ui/leave';
import { InSheets } from '../ui/Sheet';
import { common } from '../ui/words';
import { routes } from './agent.routes';
import { mount } from './mount';
import { firstPage, Pages, ready } from './route';

const IDLE_MINUTES = 30;
const pages = ready(routes);

function Agent() {
  const t = useWords(common);
  return (
    <KnownPaths paths={routes.map((route) => route.path)}>
      <InSheets value={<LeaveButton />}>
        <AgentFrame
          nav={[
            { path: paths.home, label: t('nav.home'), icon: IconHome },
            { path: paths.book, label: t('nav.book'), icon: IconCalendar },
            { path: paths.sessions, label: t('nav.sessions'), icon: IconClock },
          ]}
        >
          <Pages routes={pages} home={paths.home} />
        </AgentFrame>
      </InSheets>
      <Privacy />
    </KnownPaths>
  );
}

/** Covers on hiding, ends the visit after half an hour, and says so when the server ended it. */
function Privacy() {
  const t = useWords(common);
  const { session } = useSession();
  return (
    <>
      <IdleWarning
        minutes={session.kind === 'client' ? IDLE_MINUTES : null}
        onIdle={() => leaveNow(paths.home)}
      />
      <Cover uncover="tap" />
      <LockSheet>
        <LinkButton href={paths.home} anew>
          {t('locked.signin')}
        </LinkButton>
      </LockSheet>
    </>
  );
}

mount(<Agent />, (queries) => [
  firstPage(pages),
  // With the configured numbers from the start nothing moves under a thumb; but help never waits long.
  Promise.race([
    queries.prefetchQuery(helpQuery),
    new Promise((enough) => setTimeout(enough, 800)),
  ]),
]);
