import { useEffect, useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button, LinkButton } from '../../ui/Button';
import { Damage } from '../../ui/Damage';
import { Icon } from '../../ui/Icon';
import { IconEye, IconPhone } from '../../ui/icons';
import { Refusal } from '../../ui/Refusal';
import type { Call } from './clocks';
import { type Opened, useReveal } from './data';
import css from './OnCall.module.css';
import { words } from './words';

const SHOWN_FOR = 30;

/** The number, the place and the notes of a call, for half a minute at a time. */
export function Reveal({
  call,
  opened,
  onOpened,
}: {
  call: Call;
  opened: Opened | null;
  onOpened: (opened: Opened | null) => void;
}) {
  const t = useWords(words);
  const reveal = useReveal(call.id);
  const show = () =>
    reveal.mutate(undefined, {
      onSuccess: (found) => {
        onOpened(found);
        reveal.reset(); // the only copy is the one that hides
      },
    });
  if (opened) return <Shown opened={opened} onHide={() => onOpened(null)} />;
  return (
    <div className={css.acts}>
      {call.has_number || call.unkept ? null : <p className={css.warn}>{t('number.none')}</p>}
      <Button busy={reveal.isPending} onClick={show}>
        <Icon of={IconEye} />
        {t(call.has_number ? 'reveal' : 'reveal.notes')}
      </Button>
      <p className={css.small}>{t('reveal.line')}</p>
      <Refusal failure={reveal.error} />
    </div>
  );
}

function Shown({ opened, onHide }: { opened: Opened; onHide: () => void }) {
  const t = useWords(words);
  const left = useCountdown(onHide);
  return (
    <div className={css.shown}>
      {opened.number ? (
        <LinkButton href={`tel:${opened.number.replace(/[^\d+]/g, '')}`} anew>
          <Icon of={IconPhone} />
          <span className={css.number}>{t('call', { number: opened.number })}</span>
        </LinkButton>
      ) : null}
      {opened.number === null ? <Hurt of={opened} /> : null}
      <dl className={css.place}>
        <dt>{t('where')}</dt>
        <dd>
          {opened.whereabouts ?? <Hurt of={opened} />}
          {opened.whereabouts === '' ? <span className={css.muted}>{t('where.none')}</span> : null}
        </dd>
      </dl>
      <Damage found={opened.damage} />
      <p className={css.hides}>
        {t('reveal.hides', { n: left })}
        <Button variant="subtle" onClick={onHide}>
          {t('hide')}
        </Button>
      </p>
    </div>
  );
}

/** In place of what is damaged, so that it is not taken for something nobody said. */
function Hurt({ of }: { of: Opened }) {
  const t = useWords(words);
  return <span role="alert">{t('damaged', { reference: of.damage.reference })}</span>;
}

/** Seconds left until `onEnd`, judged by the clock: a tab that slept hides on waking. */
function useCountdown(onEnd: () => void): number {
  const [end] = useState(() => Date.now() + SHOWN_FOR * 1000);
  const [left, setLeft] = useState(SHOWN_FOR);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.ceil((end - Date.now()) / 1000)), 500);
    return () => clearInterval(timer);
  }, [end]);
  useEffect(() => {
    if (left <= 0) onEnd();
  }, [left, onEnd]);
  return Math.max(0, left);
}
