import { useState } from 'react';
import { ProblemError } from '../../api/problem';
import { useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { Sheet } from '../../ui/Sheet';
import { Approve } from './Approve';
import { type Group, type State, useStep } from './data';
import css from './Groups.module.css';
import { PlanGroup } from './PlanGroup';
import { isCancellable, nextSteps } from './steps';
import { Standing } from './When';
import { words } from './words';

/** Where a group stands, what that means, and the steps that lead on. */
export function Stands({ group }: { group: Group }) {
  const t = useWords(words);
  const step = useStep(group);
  const [cancelling, setCancelling] = useState(false);
  const said = (to: State) =>
    to === 'open' && group.state === 'closed' ? t('to.open.again') : t(`to.${to}` as 'to.open');
  return (
    <section className={css.card} aria-labelledby="stands">
      <h2 id="stands">{t('stands')}</h2>
      <p>
        <Standing of={group.state} />
      </p>
      <p>{t(`means.${group.state}` as 'means.open')}</p>
      {group.state === 'draft' ? <p className={css.muted}>{t('waits')}</p> : null}
      <div className={css.steps}>
        {nextSteps(group.state).map((to, index) =>
          to === 'approved' ? (
            <Approve key={to} step={step} />
          ) : (
            <Button
              key={to}
              variant={index === 0 ? 'filled' : 'default'}
              busy={step.isPending}
              onClick={() => step.mutate(to)}
            >
              {said(to)}
            </Button>
          ),
        )}
        {group.state === 'draft' ? <Change group={group} /> : null}
        {isCancellable(group.state) ? (
          <Button variant="subtle" tone="crisis" onClick={() => setCancelling(true)}>
            {t('to.cancelled')}
          </Button>
        ) : null}
      </div>
      <NotMoved failure={step.error} />
      <Sheet
        open={cancelling}
        onClose={() => setCancelling(false)}
        title={t('to.cancelled')}
        centred
      >
        <p>{t('cancel.line')}</p>
        <Button
          tone="crisis"
          busy={step.isPending}
          onClick={() => step.mutate('cancelled', { onSettled: () => setCancelling(false) })}
        >
          {t('to.cancelled')}
        </Button>
      </Sheet>
    </section>
  );
}

/** The form it was planned with, until it is approved. */
function Change({ group }: { group: Group }) {
  const t = useWords(words);
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setChanging(true)}>
        {t('change')}
      </Button>
      <Sheet open={changing} onClose={() => setChanging(false)} title={t('change')}>
        <PlanGroup group={group} onDone={() => setChanging(false)} />
      </Sheet>
    </>
  );
}

/** A refused step, with the seats that stand in its way. */
export function NotMoved({ failure }: { failure: unknown }) {
  const t = useWords(words);
  return (
    <Refusal
      failure={failure}
      said={{
        attendance_open: <Unmarked failure={failure} />,
        not_now: t('not_now'),
        stale: t('approve.stale'),
      }}
    />
  );
}

function Unmarked({ failure }: { failure: unknown }) {
  const t = useWords(words);
  const { lang } = useLang();
  const extra = failure instanceof ProblemError ? failure.extra : {};
  const seats = Array.isArray(extra.seats) ? extra.seats.map(String) : [];
  return <p>{t('unmarked', { n: seats.length, seats: list(seats, lang) })}</p>;
}
