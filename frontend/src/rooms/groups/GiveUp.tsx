import { useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { Sheet } from '../../ui/Sheet';
import css from './Groups.module.css';
import type { useLeaving } from './useGroup';
import { words } from './words';

/** Gives up a seat, or a place in the line; asks once, since somebody else gets it at once. */
export function GiveUp({ leaving, of }: { leaving: ReturnType<typeof useLeaving>; of: Held }) {
  const t = useWords(words);
  const [asking, ask] = useState(false);
  const title = t(of === 'seat' ? 'leave' : 'leave.waiting');
  return (
    <>
      <Button variant="default" onClick={() => ask(true)}>
        {title}
      </Button>
      <Sheet open={asking} onClose={() => ask(false)} title={t(`leave.${of}.ask`)} centred>
        <p>{t(`leave.${of}.line`)}</p>
        <Refusal failure={leaving.error} said={{ too_late: t('fault.too_late') }} />
        <div className={css.choice}>
          <Button tone="crisis" busy={leaving.isPending} onClick={() => leaving.mutate(undefined)}>
            {title}
          </Button>
          <Button variant="default" onClick={() => ask(false)}>
            {t('leave.no')}
          </Button>
        </div>
      </Sheet>
    </>
  );
}

type Held = 'seat' | 'line';
