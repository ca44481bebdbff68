import { useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import type { useStep } from './data';
import { words } from './words';

/** Approves a draft, after asking once: it is not taken back. */
export function Approve({ step }: { step: ReturnType<typeof useStep> }) {
  const t = useWords(words);
  const [asking, ask] = useState(false);
  return (
    <>
      <Button busy={step.isPending} onClick={() => ask(true)}>
        {t('to.approved')}
      </Button>
      <Sheet open={asking} onClose={() => ask(false)} title={t('to.approved')} centred>
        <p>{t('approve.line')}</p>
        <Button
          busy={step.isPending}
          onClick={() => step.mutate('approved', { onSettled: () => ask(false) })}
        >
          {t('approve.do')}
        </Button>
      </Sheet>
    </>
  );
}
