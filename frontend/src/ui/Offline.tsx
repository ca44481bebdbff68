import { useOnline } from '../lib/device';
import { useWords } from '../lib/i18n';
import css from './Frame.module.css';
import { common } from './words';

/** Says that the network is away; the live region is always there so that it is announced. */
export function Offline() {
  const t = useWords(common);
  const online = useOnline();
  return (
    <div role="status" className={online ? undefined : css.banner}>
      {online ? null : <p>{t('offline')}</p>}
    </div>
  );
}
