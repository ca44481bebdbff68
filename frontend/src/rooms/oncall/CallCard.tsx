import { useState } from 'react';
import { ProblemError } from '../../api/problem';
import { type Say, useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { clock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { Sheet } from '../../ui/Sheet';
import { CallBack } from './CallBack';
import { type Call, climbsIn, clockOf, shown } from './clocks';
import { accept, useAct } from './console';
import { CloseForm, NoteForm } from './forms';
import { Log } from './Log';

import css from './OnCall.module.css';
import { words } from './words';
import type en from './words.en';

/** One call: its clock, who it may be, and the next step, each one press away. */
export function CallCard({ call, behind }: { call: Call; behind: number }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <li className={css.call} data-new={call.state === 'raised' || undefined}>
      <Running call={call} behind={behind} />
      <div className={css.about}>
        <p>
          <b>{t(`state.${call.state}` as 'state.raised')}</b>
          <span>{t(`from.${call.came_from}` as 'from.page')}</span>
          <span>{t(`speaks.${call.language}` as 'speaks.en')}</span>
          <span>{t('raised', { time: clock(call.raised_at, lang) })}</span>
        </p>
        <p className={css.small}>
          {t(call.known_client ? 'who.known' : 'who.unknown')}
          {call.acknowledged_at ? <span>{byWhom(call, t)}</span> : null}
        </p>
      </div>
      {call.state === 'raised' ? <Accept call={call} /> : <Steps call={call} />}
      <Log steps={call.steps} />
    </li>
  );
}

function byWhom(call: Call, t: Say<typeof en>) {
  return call.mine ? t('by.you') : t('by', { name: call.acknowledged_by });
}

/** Ticks each second for the eye; what is to be heard is said by the console. */
function Running({ call, behind }: { call: Call; behind: number }) {
  const t = useWords(words);
  const now = useNow(1_000).getTime() + behind;
  const { kind, ms, used } = clockOf(call, now);
  const climbs = climbsIn(call, now);
  return (
    <div className={css.clock} data-kind={kind} role="timer" aria-label={t('clock.target')}>
      <p>
        <b>{t(`clock.${kind}`, { time: shown(ms) })}</b>
        <small>{t('clock.target')}</small>
      </p>
      <svg className={css.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="4" />
        <rect width={used * 100} height="4" data-used="" />
      </svg>
      {call.state === 'raised' ? (
        <p className={css.small}>
          {call.rung > 0 ? t('rung', { n: call.rung }) : t('rung.none')}{' '}
          {climbs === null ? t('climb.lead') : t('climb.next', { time: shown(climbs) })}
        </p>
      ) : null}
    </div>
  );
}

function Accept({ call }: { call: Call }) {
  const t = useWords(words);
  const act = useAct(() => accept(call.id));
  const lost = act.error instanceof ProblemError && act.error.code === 'already_acknowledged';
  return (
    <div className={css.acts}>
      <Button large busy={act.isPending} onClick={() => act.mutate(undefined)}>
        {t('act.accept')}
      </Button>
      {lost ? <p role="alert">{t('accept.lost.somebody')}</p> : null}
      {act.error && !lost ? <ErrorCard failure={act.error} /> : null}
    </div>
  );
}

function Steps({ call }: { call: Call }) {
  const t = useWords(words);
  const [asking, setAsking] = useState<'attempt' | 'contact' | 'close' | null>(null);
  const done = () => setAsking(null);
  const reached = call.state === 'in_contact';
  return (
    <>
      <CallBack call={call} />
      <div className={css.acts}>
        {reached ? null : (
          <>
            <Button large onClick={() => setAsking('contact')}>
              {t('act.contact')}
            </Button>
            <Button large variant="default" onClick={() => setAsking('attempt')}>
              {t('act.attempt')}
            </Button>
          </>
        )}
        <Button large variant={reached ? 'filled' : 'default'} onClick={() => setAsking('close')}>
          {t('act.close')}
        </Button>
      </div>
      <Sheet open={asking === 'attempt'} onClose={done} title={t('attempt.title')} centred>
        <NoteForm call={call} kind="attempt" onDone={done} />
      </Sheet>
      <Sheet open={asking === 'contact'} onClose={done} title={t('contact.title')} centred>
        <NoteForm call={call} kind="contact" onDone={done} />
      </Sheet>
      <Sheet open={asking === 'close'} onClose={done} title={t('close.title')} centred>
        <CloseForm call={call} onDone={done} />
      </Sheet>
    </>
  );
}
