import { useDutyOpen } from '../../api/duty';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import css from './OnCall.module.css';
import { soundOn, useUnheard } from './sound';
import { words } from './words';

/**
 * While duty is open on this device and the page was loaded anew: a browser lets no page sound
 * before a tap, so it is said, and one tap is enough.
 */
export default function SoundAsk() {
  const t = useWords(words);
  const isOpen = useDutyOpen();
  const isUnheard = useUnheard();
  return (
    <div role="status">
      {isOpen && isUnheard ? (
        <div className={css.unheard}>
          <p>{t('sound.lost')}</p>
          <Button variant="default" onClick={soundOn}>
            {t('sound.again')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
