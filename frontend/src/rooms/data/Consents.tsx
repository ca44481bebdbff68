import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { api, read } from '../../api/client';
import { heldKey } from '../../api/held';
import type { components } from '../../api/schema';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import css from './Data.module.css';

import { words } from './words';

type Consent = components['schemas']['ConsentOut'];

/** Each consent by itself: since when, what it is for, and a switch where there may be one. */
export function Consents({ consents }: { consents: readonly Consent[] }) {
  const t = useWords(words);
  return (
    <section aria-labelledby="consents" className={css.section}>
      <h2 id="consents">{t('consents')}</h2>
      <p className={css.muted}>{t('consents.line')}</p>
      <ul className={css.consents}>
        {consents.map((consent) => (
          <li key={consent.purpose}>
            {consent.needed ? <Needed consent={consent} /> : <Free consent={consent} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Part = 'line' | 'changes' | 'stays';

/** Words of one purpose; a purpose this page has no words for shows its code. */
function useAbout(purpose: string) {
  const t = useWords(words);
  return {
    name: t(`purpose.${purpose}` as 'purpose.statistics'),
    say: (part: Part) => t(`purpose.${purpose}.${part}` as 'purpose.statistics.line'),
  };
}

function Needed({ consent }: { consent: Consent }) {
  const { name, say } = useAbout(consent.purpose);
  return (
    <div className={css.consent}>
      <b>{name}</b>
      <Since consent={consent} />
      <p>{say('line')}</p>
    </div>
  );
}

function Since({ consent }: { consent: Consent }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const since = consent.given_at ? day(consent.given_at, lang, zone) : null;
  return <small>{since ? t('since', { date: since }) : t('never')}</small>;
}

/** Given with one tap; withdrawn with two, because the first shows what that changes. */
function Free({ consent }: { consent: Consent }) {
  const t = useWords(words);
  const { name, say } = useAbout(consent.purpose);
  const [asking, ask] = useState(false);
  const act = useSetting(consent.purpose, () => ask(false));
  const id = useId();
  const press = () => (consent.given ? ask(!asking) : act.mutate(true));
  return (
    <>
      <label className={css.switch}>
        <span className={css.consent}>
          <b id={id}>{name}</b>
          <Since consent={consent} />
          <span id={`${id}-line`}>{say('line')}</span>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={consent.given}
          aria-labelledby={id}
          aria-describedby={`${id}-line`}
          checked={consent.given}
          onChange={act.isPending ? () => {} : press}
        />
      </label>
      {asking ? (
        <Ask
          say={say}
          busy={act.isPending}
          onWithdraw={() => act.mutate(false)}
          onKeep={() => ask(false)}
        />
      ) : null}
      <p role="status" className={css.muted}>
        {act.isSuccess ? t(act.variables ? 'given' : 'withdrawn') : null}
      </p>
      {act.isError ? <ErrorCard failure={act.error} /> : null}
    </>
  );
}

/** What withdrawing changes and what not, before it is done; takes the focus. */
function Ask({
  say,
  busy,
  onWithdraw,
  onKeep,
}: {
  say: (part: Part) => string;
  busy: boolean;
  onWithdraw: () => void;
  onKeep: () => void;
}) {
  const t = useWords(words);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className={css.ask}>
      <dl>
        <dt>{t('withdraw.changes')}</dt>
        <dd>{say('changes')}</dd>
        <dt>{t('withdraw.stays')}</dt>
        <dd>{say('stays')}</dd>
      </dl>
      <div className={css.acts}>
        <Button busy={busy} onClick={onWithdraw}>
          {t('withdraw.yes')}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {t('withdraw.no')}
        </Button>
      </div>
    </div>
  );
}

function useSetting(purpose: string, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (given: boolean) => {
      const params = { path: { purpose } };
      return read(api.PUT('/api/v1/data/consents/{purpose}', { params, body: { given } }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: heldKey });
      onDone();
    },
  });
}
