import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { OPENED, opened, pastTheLock } from '../../api/opening';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Damage } from '../../ui/Damage';
import { IconAlert } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { Tag } from '../../ui/Tag';
import css from './Case.module.css';
import { words } from './words';

type Opened = components['schemas']['OpenedCheckOut'];

/** Self-checks the client shared; nothing at all when there are none. */
export function Checks({ caseId }: { caseId: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const [wanted, setWanted] = useState(false);
  const path = { case_id: caseId };
  const shared = useQuery({
    queryKey: ['checks', caseId],
    queryFn: () => read(api.GET('/api/v1/staff/cases/{case_id}/checks', { params: { path } })),
    ...content,
  });
  const checks = shared.data?.checks ?? [];
  if (checks.length === 0) return null;
  return (
    <section aria-labelledby="checks" className={css.block}>
      <h2 id="checks">{t('checks')}</h2>
      <ul className={css.checks}>
        {checks.map((one) => (
          <li key={one.id}>
            {one.measure.title} <small>{day(one.shared_at, lang, zone)}</small>{' '}
            {one.urgent ? (
              <Tag tone="crisis" icon={IconAlert}>
                {t('checks.urgent')}
              </Tag>
            ) : null}
          </li>
        ))}
      </ul>
      {wanted ? (
        <Results caseId={caseId} />
      ) : (
        <Button variant="default" onClick={() => setWanted(true)}>
          {t('checks.open')}
        </Button>
      )}
    </section>
  );
}

function Results({ caseId }: { caseId: string }) {
  const results = useQuery({
    queryKey: [OPENED, 'checks', caseId],
    queryFn: () =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/cases/{case_id}/checks/open', {
            params: { path: { case_id: caseId } },
            body: { purpose: 'care' },
          }),
        ),
      ),
    ...opened,
  });
  return (
    <Loaded query={results}>
      {({ checks, damage }) => (
        <>
          <Damage found={damage} />
          <ul className={css.checks}>
            {checks.map((one) => (
              <Result key={one.id} of={one} reference={damage.reference} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function Result({ of, reference }: { of: Opened; reference: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const said = () => {
    if (of.damaged || !of.result) return t('checks.damaged', { reference });
    const { total, highest, band } = of.result;
    if (total === null) return t('checks.missing');
    const named = band ? t(`checks.band.${band}` as 'checks.band.mild') : null;
    return [t('checks.total', { total, highest }), named].filter(Boolean).join(' · ');
  };
  return (
    <li>
      <b>{said()}</b> <small>{day(of.at, lang, zone)}</small>
      <small className={css.copyright}>{of.measure.copyright}</small>
    </li>
  );
}
