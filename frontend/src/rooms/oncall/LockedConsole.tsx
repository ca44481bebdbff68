import { useEffect } from 'react';
import { useDutyOpen } from '../../api/duty';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Veil } from '../../ui/Veil';
import { Duty } from './Duty';
import { Answering } from './OnCall';
import css from './OnCall.module.css';
import SoundAsk from './SoundAsk';
import { words } from './words';

/**
 * The console over the lock, as long as duty is open on this device: it leads nowhere else. When
 * the shift ends it closes by itself.
 */
export default function LockedConsole({ onBack }: { onBack: () => void }) {
  const t = useWords(words);
  const isOpen = useDutyOpen();
  useEffect(() => {
    if (isOpen === false) onBack();
  }, [isOpen, onBack]);
  return (
    <Veil open wide title={t('title')}>
      <p>{t('lock.only')}</p>
      <div className={css.back}>
        <Button variant="default" onClick={onBack}>
          {t('lock.back')}
        </Button>
      </div>
      <SoundAsk />
      <Answering />
      <Duty />
    </Veil>
  );
}
