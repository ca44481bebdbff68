import { Link } from 'wouter';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { comeBackTo } from '../../lib/wayIn';
import { Checkbox, TextField } from '../../ui/Field';
import css from './Confirm.module.css';
import type { Faults } from './faults';
import { type Draft, useJourney, write } from './journey';
import { words } from './words';

interface Saying {
  faults: Faults;
  change: (part: Partial<Draft>) => void;
}

/** What somebody says once: the one consent, a free one for the figures, and a card if they have one. */
export function Newcomer({
  noCardOpen,
  faults,
  onChange,
}: {
  noCardOpen: boolean;
  faults: Faults;
  onChange: () => void;
}) {
  const change = (part: Partial<Draft>) => {
    onChange();
    write(part);
  };
  return (
    <>
      <Consents faults={faults} change={change} />
      <CardNumber noCardOpen={noCardOpen} faults={faults} change={change} />
    </>
  );
}

function CardNumber({ noCardOpen, faults, change }: Saying & { noCardOpen: boolean }) {
  const t = useWords(words);
  const { card } = useJourney().draft;
  return (
    <div className={css.part}>
      <TextField
        label={t(noCardOpen ? 'card.field.free' : 'card.field')}
        hint={t(noCardOpen ? 'card.hint.free' : 'card.hint')}
        error={faults.card ? t(faults.card) : null}
        value={card}
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={24}
        enterKeyHint="done"
        onChange={(event) => change({ card: event.target.value })}
      />
      <p>
        <Link
          className={css.known}
          href={paths.sessions}
          replace
          onClick={() => comeBackTo({ path: location.pathname, state: history.state })}
        >
          {t('card.code')}
        </Link>
      </p>
    </div>
  );
}

function Consents({ faults, change }: Saying) {
  const t = useWords(words);
  const { consent, statistics } = useJourney().draft;
  return (
    <section aria-labelledby="your-consent">
      <h3 id="your-consent">{t('consent.title')}</h3>
      <Checkbox
        label={t('consent.service')}
        checked={consent}
        aria-invalid={faults.consent ? true : undefined}
        aria-describedby={faults.consent ? 'consent-fault' : undefined}
        onChange={(event) => change({ consent: event.target.checked })}
      />
      {faults.consent ? (
        <p role="alert" id="consent-fault" className={css.fault}>
          {t(faults.consent)}
        </p>
      ) : null}
      <Checkbox
        label={t('consent.statistics')}
        hint={t('consent.statistics.hint')}
        checked={statistics}
        onChange={(event) => change({ statistics: event.target.checked })}
      />
    </section>
  );
}
