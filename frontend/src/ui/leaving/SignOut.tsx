import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type LeftBehind, leftBehind, useAnswers } from '../../api/duty';
import { leaveFor } from '../../api/leaving';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button } from '../Button';
import { common } from '../words';

const StayOnDuty = lazy(() => import('./StayOnDuty'));

/** For longer nobody waits to hear what they would leave. */
const PATIENCE = 3_000;

const inVain = (): Promise<null> => new Promise((done) => setTimeout(() => done(null), PATIENCE));

/** Signs out at once; whoever is on duty is asked first. Without an answer nobody is kept in. */
export function SignOut() {
  const t = useWords(common);
  const queries = useQueryClient();
  const { answers } = useAnswers();
  const [left, ask] = useState<LeftBehind | null>(null);
  const press = async () => {
    const found = answers
      ? await Promise.race([leftBehind(queries).catch(() => null), inVain()])
      : null;
    if (found) ask(found);
    else await leaveFor(paths.staff);
  };
  return (
    <>
      <Button variant="subtle" onClick={press}>
        {t('out')}
      </Button>
      <Suspense>{left ? <StayOnDuty left={left} onStay={() => ask(null)} /> : null}</Suspense>
    </>
  );
}
