import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, read } from '../../api/client';
import { heldKey } from '../../api/held';
import type { components } from '../../api/schema';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ErrorCard } from '../../ui/ErrorCard';
import { Sheet } from '../../ui/Sheet';
import css from './Data.module.css';
import { words } from './words';

type Erasure = components['schemas']['ErasureOut'];

function useErasing(method: 'POST' | 'DELETE', onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      read(
        method === 'POST' ? api.POST('/api/v1/data/erasure') : api.DELETE('/api/v1/data/erasure'),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: heldKey });
      onDone();
    },
  });
}

/** Takes the focus when it comes up because of what was just done. */
function useFocusWhen(just: boolean) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (just) box.current?.focus();
  }, [just]);
  return box;
}

/** That everything is to be erased, from when, what it waits for, and how to take it back. */
export function Asked({
  erasure,
  just,
  onBack,
}: {
  erasure: Erasure;
  just: boolean;
  onBack: () => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const back = useErasing('DELETE', onBack);
  const box = useFocusWhen(just);
  const { due_at, waits_for } = erasure;
  return (
    <Card tone="warn" labelledBy="erase-asked">
      <div ref={box} tabIndex={-1} className={css.told}>
        <h2 id="erase-asked">{t('erase.asked')}</h2>
        <p>{t('erase.due', { when: dayAndClock(due_at, lang, zone) })}</p>
      </div>
      {waits_for.length > 0 ? (
        <>
          <p>{t('waits')}</p>
          <ul>
            {waits_for.map((code) => (
              <li key={code}>{t(`waits.${code}`)}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p>{t('erase.not.you')}</p>
      <Button variant="default" busy={back.isPending} onClick={() => back.mutate()}>
        {t('erase.back')}
      </Button>
      {back.isError ? <ErrorCard failure={back.error} /> : null}
    </Card>
  );
}

/** The way to have everything erased: first what goes, what stays and why; then the asking. */
export function Erase({
  keyNeeded,
  just,
  onAsked,
}: {
  keyNeeded: boolean;
  just: boolean;
  onAsked: () => void;
}) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const ask = useErasing('POST', onAsked);
  const box = useFocusWhen(just);
  return (
    <section aria-labelledby="erase" className={css.section}>
      <div ref={box} tabIndex={-1} className={css.told}>
        <h2 id="erase">{t('erase')}</h2>
        {just ? <p role="status">{t('erase.back.done')}</p> : null}
      </div>
      <p>{t('erase.line')}</p>
      {keyNeeded ? (
        <p className={css.muted}>{t('erase.key')}</p>
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('erase.ask')}
        </Button>
      )}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('erase.title')} centred>
        <What />
        <div className={css.acts}>
          <Button busy={ask.isPending} onClick={() => ask.mutate()}>
            {t('erase.yes')}
          </Button>
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('erase.no')}
          </Button>
        </div>
        {ask.isError ? <ErrorCard failure={ask.error} /> : null}
      </Sheet>
    </section>
  );
}

function What() {
  const t = useWords(words);
  return (
    <dl className={css.what}>
      <dt>{t('erase.goes')}</dt>
      <dd>{t('erase.goes.line')}</dd>
      <dd>{t('erase.backups')}</dd>
      <dt>{t('erase.stays')}</dt>
      <dd>{t('erase.stays.stone')}</dd>
      <dd>{t('erase.stays.trail')}</dd>
      <dd>{t('erase.stays.totals')}</dd>
      <dt>{t('erase.when')}</dt>
      <dd>{t('erase.when.line')}</dd>
      <dd>{t('erase.waits.line')}</dd>
    </dl>
  );
}
