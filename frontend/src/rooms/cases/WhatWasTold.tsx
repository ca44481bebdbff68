import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, read } from '../../api/client';
import { OPENED, opened, pastTheLock } from '../../api/opening';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Told } from '../../ui/care/Told';
import { Damage } from '../../ui/Damage';
import { Loaded } from '../../ui/Loaded';
import css from './Case.module.css';
import { words } from './words';

/** What the client told in this case. It is opened by a tap, because opening leaves a trace. */
export function WhatWasTold({
  caseId,
  wanted,
  onWanted,
}: {
  caseId: string;
  wanted: boolean;
  onWanted: () => void;
}) {
  const t = useWords(words);
  const told = useQuery({
    queryKey: [OPENED, 'case', caseId],
    queryFn: () =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/cases/{case_id}/open', {
            params: { path: { case_id: caseId } },
            body: { purpose: 'care' },
          }),
        ),
      ),
    enabled: wanted,
    ...opened,
  });
  if (!wanted) {
    return (
      <>
        <p className={css.small}>{t('told.line')}</p>
        <Button variant="default" onClick={onWanted}>
          {t('told.open')}
        </Button>
      </>
    );
  }
  return (
    <Loaded query={told}>
      {(found) => (
        <>
          <Damage found={found.damage} />
          {found.told.map((one) => (
            <Request key={one.submitted_at} at={one.submitted_at} many={found.told.length > 1}>
              <Told told={one} />
            </Request>
          ))}
        </>
      )}
    </Loaded>
  );
}

function Request({ at, many, children }: { at: string; many: boolean; children: ReactNode }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  return (
    <section className={css.one}>
      {many ? (
        <p className={css.small}>{t('told.at', { when: dayAndClock(at, lang, zone) })}</p>
      ) : null}
      {children}
    </section>
  );
}
