import { useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { RadioList } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { Refusal } from '../../ui/Refusal';
import { type Assigned, type Candidate, type ToAssign, useAssign, useCandidates } from './data';
import css from './Waiting.module.css';
import { words } from './words';

/** Choosing the counsellor a request goes to. The best fit stands first and says why. */
export function Assign({ line, onDone }: { line: ToAssign; onDone: (assigned: Assigned) => void }) {
  const candidates = useCandidates(line.id);
  return (
    <Loaded query={candidates}>
      {({ counsellors }) => <Choose line={line} among={counsellors} onDone={onDone} />}
    </Loaded>
  );
}

function Choose({
  line,
  among,
  onDone,
}: {
  line: ToAssign;
  among: readonly Candidate[];
  onDone: (assigned: Assigned) => void;
}) {
  const t = useWords(words);
  const fitOf = useFit();
  const possible = among.filter((one) => one.is_possible);
  const [id, setId] = useState<string | null>(possible[0]?.id ?? null);
  const to = possible.find((one) => one.id === id);
  const act = useAssign(() => to && onDone({ line, to }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to) act.mutate({ line, to });
      }}
    >
      <p>{t('assign.line')}</p>
      {line.appointment ? <p>{t('assign.session')}</p> : null}
      {possible.length > 0 ? (
        <RadioList
          legend={t('assign.to')}
          options={possible.map((one) => ({ value: one.id, label: one.name, hint: fitOf(one) }))}
          value={id}
          onChange={setId}
        />
      ) : (
        <p className={css.fault}>{t('assign.nobody')}</p>
      )}
      <Impossible among={among.filter((one) => !one.is_possible)} />
      <Refusal
        failure={act.error}
        said={{
          already_claimed: t('fault.claimed'),
          handed_over: t('fault.handed_over'),
          not_free: t('fault.not_free'),
          not_let_in: t('fault.not_let_in'),
          other_case: t('fault.other_case'),
          begun: t('fault.begun'),
        }}
      />
      <Button submit wide disabled={!to} busy={act.isPending}>
        {to ? t('assign.do', { name: to.name }) : t('assign')}
      </Button>
    </form>
  );
}

/** Why somebody stands where they stand in the list. */
function useFit(): (one: Candidate) => string {
  const t = useWords(words);
  return (one) =>
    [t(one.speaks ? 'fit.speaks' : 'fit.speaks.not'), t('fit.cases', { n: one.open_cases })].join(
      ' · ',
    );
}

function Impossible({ among }: { among: readonly Candidate[] }) {
  const t = useWords(words);
  if (among.length === 0) return null;
  return (
    <>
      <h3>{t('cannot')}</h3>
      <ul className={css.cannot}>
        {among.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b> {t(`cannot.${whyNot(one)}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function whyNot(one: Candidate): 'chosen' | 'outside' | 'way' | 'busy' {
  if (one.is_chosen) return 'chosen';
  if (!one.can_open) return 'outside';
  return one.meets ? 'busy' : 'way';
}
