import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { ProblemError } from '../../api/problem';
import { sessionQuery, useSession } from '../../api/session';
import { useWhoSees } from '../../api/whoSees';
import { pick, useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { WhoSees } from '../../ui/WhoSees';
import { Chosen } from './Chosen';
import css from './Confirm.module.css';
import { Fault } from './Fault';
import { type Faults, faultsOf } from './faults';
import { type Choice, go, startAnew, useJourney, write } from './journey';
import { Newcomer } from './Newcomer';
import { book } from './reserve';
import { stepOut } from './steps';
import { words } from './words';

const LONGEST_LINE = 500;

/** Who will see what, then what a newcomer has to say once, then the one button. */
export function ConfirmBooking() {
  const { choice, noCardOpen, draft } = useJourney();
  const newcomer = useSession().session.kind !== 'client';
  const act = useBooking(newcomer);
  const [faults, setFaults] = useState<Faults>({});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(faults).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [faults]);
  if (!choice) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = newcomer ? faultsOf(draft) : {};
    setFaults(found);
    if (Object.keys(found).length === 0) act.mutate(choice);
  };
  return (
    <Chosen choice={choice} failure={act.error} onPick={act.reset}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <Viewers />
        {newcomer ? (
          <Newcomer
            noCardOpen={noCardOpen}
            faults={{ ...faults, ...refused(act.error) }}
            onChange={() => {
              setFaults({});
              act.reset();
            }}
          />
        ) : null}
        <Line choice={choice} />
        <Fault failure={act.error} />
        <Submit busy={act.isPending} />
      </form>
    </Chosen>
  );
}

/** Books; a newcomer has come in afterwards, and learns their code on the next page. */
function useBooking(newcomer: boolean) {
  const { lang } = useLang();
  const [, navigate] = useLocation();
  const cache = useQueryClient();
  const { draft } = useJourney();
  const consent = useWhoSees().data?.consent_version ?? '';
  return useMutation({
    mutationFn: (choice: Choice) => book({ choice, draft, consent, lang, newcomer }),
    onSuccess: async (booked) => {
      startAnew();
      go({ booked: { ...booked, moved: false } });
      await Promise.all([cache.invalidateQueries(sessionQuery), stepOut()]);
      navigate(paths.booked, { replace: true });
    },
    onError: (failure) => {
      cache.invalidateQueries({ queryKey: ['slots'] });
      if (failure instanceof ProblemError && failure.code === 'consent_changed') {
        write({ consent: false });
        cache.invalidateQueries({ queryKey: ['who-sees'] });
      }
    },
  });
}

/** Refusals of the server that belong to a field of the newcomer's part. */
function refused(failure: unknown): Faults {
  if (!(failure instanceof ProblemError)) return {};
  if (failure.code === 'not_accepted') return { card: 'card.refused' };
  if (failure.code === 'card_needed') return { card: 'card.none.closed' };
  return failure.code === 'consent_changed' ? { consent: 'consent.changed' } : {};
}

function Viewers() {
  const t = useWords(words);
  return (
    <section aria-labelledby="who-will-see">
      <h3 id="who-will-see">{t('confirm.who')}</h3>
      <WhoSees folded />
    </section>
  );
}

function Line({ choice }: { choice: Choice }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { line } = useJourney().draft;
  return (
    <TextArea
      label={t('line.field', { name: pick(choice.slot.counsellor, 'name', lang) })}
      hint={t('line.hint')}
      rows={2}
      maxLength={LONGEST_LINE}
      value={line}
      onChange={(event) => write({ line: event.target.value })}
    />
  );
}

function Submit({ busy }: { busy: boolean }) {
  const t = useWords(words);
  return (
    <Button submit wide large busy={busy}>
      {t('confirm.book')}
    </Button>
  );
}
