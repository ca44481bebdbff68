import { useState } from 'react';
import { ProblemError } from '../../api/problem';
import { useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { Sheet } from '../../ui/Sheet';
import { Approve } from './Approve';
import { type Group, type State, useStep } from './data';
import css from './Groups.module.css';
import { isCancellable, nextSteps } from './steps';
import { Standing } from './When';
import { words } from './words';

/** Where a group stands, what that means, and the steps that lead on. */
export function Stands({ group }: { group: Group }) {
  const t = useWords(words);
  const step = useStep(group.id);
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
        {isCancellable(group.state) ? (
          <Button variant="subtle" tone="crisis" onClick={() => setCancelling(true)}>
            {t('to.cancelled')}
          </Button>
        ) : null}
      </div>
      <Refusal of={step.error} />
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

/** A refused step, with the seats that stand in its way. */
export function Refusal({ of }: { of: unknown }) {
  const t = useWords(words);
  const { lang } = useLang();
  if (!of) return null;
  const code = of instanceof ProblemError ? of.code : '';
  if (of instanceof ProblemError && code === 'attendance_open') {
    const seats = (of.extra.seats as number[] | undefined) ?? [];
    return (
      <p role="alert" className={css.fault}>
        {t('unmarked', { n: seats.length, seats: list(seats.map(String), lang) })}
      </p>
    );
  }
  if (code === 'not_now') {
    return (
      <p role="alert" className={css.fault}>
        {t('not_now')}
      </p>
    );
  }
  return <ErrorCard failure={of} />;
}
