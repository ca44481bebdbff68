import { currentLang, useWords } from '../lib/i18n';
import { KnownPaths } from '../lib/known';
import { paths } from '../lib/paths';
import { AgentFrame } from '../ui/AgentFrame';
import { IconCalendar, IconClock, IconHome, IconMessage } from '../ui/icons';
import { routes } from './agent.routes';
import { agentWords } from './agent.words';
import { mount } from './mount';
import { firstPage, Pages, ready } from './route';

const pages = ready(routes);

function Agent() {
  const t = useWords(agentWords);
  return (
    <KnownPaths paths={routes.map((route) => route.path)}>
      <AgentFrame
        nav={[
          { path: paths.home, label: t('home'), icon: IconHome },
          { path: paths.book, label: t('book'), icon: IconCalendar },
          { path: paths.sessions, label: t('sessions'), icon: IconClock },
          { path: paths.messages, label: t('messages'), icon: IconMessage },
        ]}
      >
        <Pages routes={pages} home={paths.home} />
      </AgentFrame>
    </KnownPaths>
  );
}

mount(<Agent />, [agentWords.load(currentLang()), firstPage(pages)]);
