import { useSession } from '../api/session';
import { useWords } from '../lib/i18n';
import { useKnown } from '../lib/known';
import { paths } from '../lib/paths';
import { firstPageOf } from '../rooms/signin/landing';
import { LinkButton } from '../ui/Button';
import { PageTitle } from '../ui/PageTitle';
import type { ReadyRoute } from './route';
import { isPartOf } from './staff.rail';
import { staffWords } from './staff.words';

/**
 * The pages as somebody with these roles sees them: one line instead of a page that is not part of
 * any, whose code is then not fetched and whose requests are not made.
 */
export function guarded(
  routes: readonly ReadyRoute[],
  roles: readonly string[],
): readonly ReadyRoute[] {
  return routes.map((route) =>
    isPartOf(roles, route.path)
      ? route
      : { path: route.path, Page: NotYours, load: () => Promise.resolve() },
  );
}

function NotYours() {
  const t = useWords(staffWords);
  const known = useKnown();
  const { roles } = useSession().session;
  return (
    <>
      <PageTitle>{t('not.part')}</PageTitle>
      <LinkButton href={firstPageOf(roles, known) ?? paths.staff} variant="default">
        {t('not.part.first')}
      </LinkButton>
    </>
  );
}
