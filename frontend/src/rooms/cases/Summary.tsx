import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import { useZone } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { day, span } from '../../lib/time';
import { Button, LinkButton } from '../../ui/Button';
import { Fault } from '../../ui/care/Fault';
import { Marks } from '../../ui/care/Marks';
import { Fact, Facts } from '../../ui/care/Told';
import { care } from '../../ui/care/words';
import { Sheet } from '../../ui/Sheet';
import css from './Case.module.css';
import { Checks } from './Checks';
import { asksConcern, type CaseFound, isPressing, type SessionTime } from './data';
import { Judgements } from './Judgements';
import { WhatWasTold } from './WhatWasTold';
import { words } from './words';

/** Whether what was told was asked for on this page, and asking for it. */
export interface Tapped {
  wanted: boolean;
  onWanted: () => void;
}

/** The next session, and what the case holds that can be opened. */
export function Holds({ found, told }: { found: CaseFound; told: Tapped }) {
  const t = useWords(words);
  const [next] = found.ahead;
  return (
    <div className={css.holds}>
      <section aria-labelledby="next" className={css.block}>
        <h2 id="next">{t('next')}</h2>
        {next ? (
          <Next session={next} found={found} />
        ) : (
          <p className={css.muted}>{t('next.none')}</p>
        )}
      </section>
      <section aria-labelledby="told" className={css.block}>
        <h2 id="told" tabIndex={-1}>
          {t('told')}
        </h2>
        <WhatWasTold caseId={found.id} {...told} />
      </section>
      <Checks caseId={found.id} />
      <Judgements found={found} />
    </div>
  );
}

/** What stands about a case. */
export function About({ found }: { found: CaseFound }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  const zone = useZone();
  const place = [found.site, found.shift].flatMap((one) => (one ? pick(one, 'name', lang) : []));
  const on = (moment: string) => day(moment, lang, zone);
  return (
    <section aria-labelledby="facts" className={`${css.block} ${css.about}`}>
      <h2 id="facts">{t('facts')}</h2>
      <Facts>
        <Fact name={t('fact.service')}>{pick(found.service, 'name', lang)}</Fact>
        <Fact name={t('fact.sessions')}>{found.sessions_done}</Fact>
        <Fact name={t('fact.opened')}>{on(found.opened_at)}</Fact>
        {found.closed_at ? <Fact name={t('fact.closed')}>{on(found.closed_at)}</Fact> : null}
        {found.risk_at ? <Fact name={t('fact.risk')}>{on(found.risk_at)}</Fact> : null}
        <Fact name={t('fact.place')}>{place.join(' · ') || t('fact.unsaid')}</Fact>
        <Fact name={t('fact.tenure')}>
          {found.tenure ? t(`tenure.${found.tenure}` as 'tenure.t0') : t('fact.unsaid')}
        </Fact>
        <Fact name={t('fact.language')}>{c(`speaks.${found.language}` as 'speaks.en')}</Fact>
        {found.key_made_on ? (
          <Fact name={t('fact.key')}>{day(`${found.key_made_on}T12:00:00Z`, lang, 'UTC')}</Fact>
        ) : null}
        <Fact name={t('fact.statistics')}>{t(found.statistics ? 'yes' : 'no')}</Fact>
      </Facts>
    </section>
  );
}

const JOIN_BEFORE = 10 * 60_000;

function Next({ session, found }: { session: SessionTime; found: CaseFound }) {
  const c = useWords(care);
  const { lang } = useLang();
  const zone = useZone();
  const now = useNow(30_000).getTime();
  const [alerted, setAlerted] = useState(false);
  const start = new Date(session.start).getTime();
  return (
    <>
      <p className={css.session}>
        <b>{span(session.start, session.end, lang, zone)}</b>
        <span>{c(`way.${session.modality}` as 'way.text')}</span>
      </p>
      {alerted ? <p role="status">{c('no_show.alert')}</p> : null}
      <div className={css.acts}>
        {session.modality === 'text' && now >= start - JOIN_BEFORE ? (
          <LinkButton href={paths.staffLive(session.id)}>{c('act.join')}</LinkButton>
        ) : null}
        <Marks
          session={{
            id: session.id,
            start: session.start,
            asksConcern: asksConcern(found),
            pressing: isPressing(found.risk_level),
          }}
          onAlert={() => setAlerted(true)}
        />
        {now < start ? <Cancel session={session} /> : null}
      </div>
    </>
  );
}

function Cancel({ session }: { session: SessionTime }) {
  const t = useWords(words);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/staff/appointments/{appointment_id}/cancel', {
          params: { path: { appointment_id: session.id } },
          body: { version: session.version },
        }),
      ),
    onSuccess: () => {
      setAsking(false);
      return refresh(queries);
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('next.cancel')}
      </Button>
      <Sheet open={asking} onClose={() => setAsking(false)} title={t('next.cancel')} centred>
        <p>{t('next.cancel.line')}</p>
        <Fault failure={act.error} />
        <Button busy={act.isPending} onClick={() => act.mutate()}>
          {t('next.cancel')}
        </Button>
      </Sheet>
    </>
  );
}
