import { useState } from 'react';
import { Link } from 'wouter';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { span } from '../../lib/time';
import { Button } from '../../ui/Button';
import { CaseName } from '../../ui/care/CaseName';
import { care } from '../../ui/care/words';
import { Checkbox } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { Refusal } from '../../ui/Refusal';
import { type Left, type Person, useLeaving, useRetire } from './data';
import css from './People.module.css';
import { words } from './words';

/** Ends somebody's access, after their open cases and coming sessions have been shown. */
export function Leaving({ person, onDone }: { person: Person; onDone: () => void }) {
  const t = useWords(words);
  const [asked, ask] = useState(false);
  return (
    <>
      <p>{t('leave.line')}</p>
      {asked ? (
        <Open person={person} onDone={onDone} />
      ) : (
        <Button variant="default" onClick={() => ask(true)}>
          {t('leave.show')}
        </Button>
      )}
    </>
  );
}

function Open({ person, onDone }: { person: Person; onDone: () => void }) {
  const leaving = useLeaving(person);
  return (
    <Loaded query={leaving}>
      {(left) => (
        <>
          <Listed left={left} />
          <Confirm person={person} cases={left.open_cases.length} onDone={onDone} />
        </>
      )}
    </Loaded>
  );
}

function Listed({ left }: { left: Left }) {
  const t = useWords(words);
  const { open_cases, appointments, shifts } = left;
  const held = open_cases.length + appointments.length + left.unsigned_notes;
  if (held + left.waiting + shifts.length === 0) return <p>{t('leave.nothing')}</p>;
  return (
    <>
      {held > 0 ? <Held left={left} /> : null}
      {left.waiting > 0 ? (
        <p>
          {t('leave.waiting', { n: left.waiting })}{' '}
          <Link href={paths.waiting}>{t('leave.waiting.go')}</Link>
        </p>
      ) : null}
      {shifts.length > 0 ? <Duty left={left} /> : null}
    </>
  );
}

function Held({ left: { open_cases, appointments, unsigned_notes } }: { left: Left }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  const zone = useZone();
  return (
    <>
      <h4>{t('leave.cases', { n: open_cases.length })}</h4>
      <ul className={css.left}>
        {open_cases.map((one) => (
          <li key={one.id}>
            <CaseName of={one} /> <small>{c(`state.${one.state}` as 'state.active')}</small>
          </li>
        ))}
      </ul>
      <h4>{t('leave.sessions', { n: appointments.length })}</h4>
      <ul className={css.left}>
        {appointments.map((one) => (
          <li key={one.id}>
            {span(one.start, one.end, lang, zone)}{' '}
            <small>{c(`way.${one.modality}` as 'way.text')}</small>
          </li>
        ))}
      </ul>
      {unsigned_notes > 0 ? <h4>{t('leave.notes', { n: unsigned_notes })}</h4> : null}
      {open_cases.length > 0 ? <p>{t('leave.hand')}</p> : null}
      <p>{t('leave.stays')}</p>
    </>
  );
}

/** Their coming shifts, and what of them nobody else has: whoever plans duty must hear of it. */
function Duty({ left: { shifts, left_open } }: { left: Left }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  return (
    <>
      <h4>{t('leave.shifts', { n: shifts.length })}</h4>
      <ul className={css.left}>
        {shifts.map((one) => (
          <li key={one.id}>
            {span(one.start, one.end, lang, zone)}{' '}
            <small>{t(`leave.level.${one.level}` as 'leave.level.1')}</small>
          </li>
        ))}
      </ul>
      {left_open.length > 0 ? (
        <>
          <p className={css.fault}>{t('leave.open')}</p>
          <ul className={css.left}>
            {left_open.map(({ start, end }) => (
              <li key={start}>{span(start, end, lang, zone)}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t('leave.covered')}</p>
      )}
    </>
  );
}

function Confirm({ person, cases, onDone }: { person: Person; cases: number; onDone: () => void }) {
  const t = useWords(words);
  const [seen, setSeen] = useState(false);
  const [tried, setTried] = useState(false);
  const retire = useRetire(person, onDone);
  const act = () => {
    setTried(true);
    if (seen) retire.mutate(cases > 0);
  };
  return (
    <>
      <Checkbox
        label={cases > 0 ? t('leave.lost', { n: cases, name: person.name }) : t('leave.seen')}
        checked={seen}
        onChange={(event) => setSeen(event.target.checked)}
      />
      {tried && !seen ? (
        <p role="alert" className={css.fault}>
          {t('leave.tick')}
        </p>
      ) : null}
      <Refusal
        failure={retire.error}
        said={{ own_account: t('you'), cases_left: t('leave.changed') }}
      />
      <Button tone="crisis" wide busy={retire.isPending} onClick={act}>
        {t('leave.do', { name: person.name })}
      </Button>
    </>
  );
}
