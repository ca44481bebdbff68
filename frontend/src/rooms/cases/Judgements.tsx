import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { OPENED, opened, pastTheLock } from '../../api/opening';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Risk } from '../../ui/care/Risk';
import { Damage } from '../../ui/Damage';
import { Loaded } from '../../ui/Loaded';
import css from './Case.module.css';
import type { CaseFound } from './data';
import { words } from './words';

type Judgement = CaseFound['judgements'][number];

/**
 * How the risk was judged, the latest first; what it rests on is opened by a tap, with a trace. A
 * judgement made after that closes it again: nothing is opened unasked.
 */
export function Judgements({ found }: { found: CaseFound }) {
  const t = useWords(words);
  const [opened, open] = useState<string | null>(null);
  const { id, judgements } = found;
  const latest = judgements[0];
  if (!latest) return null;
  return (
    <section aria-labelledby="judgements" className={css.block}>
      <h2 id="judgements">{t('judgements')}</h2>
      {opened === latest.id ? (
        <Reasons caseId={id} of={judgements} />
      ) : (
        <>
          <List of={judgements} />
          <p className={css.small}>{t('told.line')}</p>
          <Button variant="default" onClick={() => open(latest.id)}>
            {t('judgements.open')}
          </Button>
        </>
      )}
    </section>
  );
}

function List({
  of,
  reasons,
}: {
  of: readonly Judgement[];
  reasons?: ReadonlyMap<string, string>;
}) {
  const { lang } = useLang();
  const zone = useZone();
  return (
    <ul className={css.checks}>
      {of.map((one) => (
        <li key={one.id}>
          <Risk level={one.level} />{' '}
          <small>
            {dayAndClock(one.at, lang, zone)} · {one.by}
          </small>
          {reasons ? <p className={css.words}>{reasons.get(one.id)}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function Reasons({ caseId, of }: { caseId: string; of: readonly Judgement[] }) {
  const t = useWords(words);
  const reasons = useQuery({
    queryKey: [OPENED, 'judgements', caseId, of[0]?.id],
    queryFn: () =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/cases/{case_id}/risk/open', {
            params: { path: { case_id: caseId } },
            body: { purpose: 'care' },
          }),
        ),
      ),
    ...opened,
  });
  return (
    <Loaded query={reasons}>
      {(found) => (
        <>
          <Damage found={found.damage} />
          <List
            of={of}
            reasons={
              new Map(
                found.reasons.map((one) => [
                  one.judgement,
                  one.text ?? t('judgements.damaged', { reference: found.damage.reference }),
                ]),
              )
            }
          />
        </>
      )}
    </Loaded>
  );
}
