import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type Desk, useDesks } from '../../api/desks';
import { useUnlockState } from '../../api/unlock';
import { useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { list } from '../../lib/time';
import { Card } from '../Card';
import { words } from './words';

/** Why one opens nothing of this desk yet, and whom to ask. Nothing once one is in. */
export function Outside({ desk }: { desk: Desk['desk'] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const own = useDesks().data?.desks.find((one) => one.desk === desk);
  const state = useUnlockState().data;
  if (!own || own.inside || !state) return null;
  if (!state.is_set) {
    return (
      <Told>
        {t(`keyless.${desk}`)} <Link href={paths.unlock}>{t('choose')}</Link>
      </Told>
    );
  }
  const names = list(
    own.members.map(({ name }) => name),
    lang,
    'or',
  );
  return <Told>{names ? t(`outside.${desk}`, { names }) : t(`alone.${desk}`)}</Told>;
}

function Told({ children }: { children: ReactNode }) {
  return (
    <Card tone="warn">
      <p>{children}</p>
    </Card>
  );
}
