import type { ReactNode } from 'react';
import { useWords } from '../../lib/i18n';
import { troubleOf } from '../../lib/passkey';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Refusal } from '../../ui/Refusal';
import { useUnlockByPasskey } from './passkeys';
import css from './signin.module.css';
import { words } from './words';

/** Unlocking by this device; the passphrase is one tap away. */
export function ByPasskey({
  onLock,
  onUnlocked,
  onPassphrase,
}: {
  onLock: boolean;
  onUnlocked: () => void;
  onPassphrase: () => void;
}) {
  const t = useWords(words);
  const act = useUnlockByPasskey(onUnlocked);
  const trouble = troubleOf(act.error);
  return (
    <div className={css.step}>
      <p>{t('by.line')}</p>
      {trouble ? (
        <Told>{t(`by.${trouble === 'there' ? 'unable' : trouble}`)}</Told>
      ) : (
        <Refusal
          failure={act.error}
          said={{ wrong_passkey: t('by.wrong'), stale: t('by.late'), no_passkey: t('by.none') }}
        />
      )}
      {/* On the lock Enter must not land on signing out. */}
      <Button wide autoFocus={onLock} busy={act.isPending} onClick={() => act.mutate()}>
        {t('by.do')}
      </Button>
      <Button variant="subtle" wide onClick={onPassphrase}>
        {t('by.instead')}
      </Button>
    </div>
  );
}

/** What came of asking the device, said calmly. */
export function Told({ children }: { children: ReactNode }) {
  return (
    <Card tone="warn">
      <p role="alert">{children}</p>
    </Card>
  );
}
