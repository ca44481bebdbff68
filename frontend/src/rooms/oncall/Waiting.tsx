import { Link } from 'wouter';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Icon } from '../../ui/Icon';
import { IconPhone } from '../../ui/icons';
import { useConsole } from './console';
import css from './OnCall.module.css';
import { words } from './words';

const ASK_AGAIN = 10_000;

/** In the top bar of whoever is on duty: how many calls nobody has accepted yet. */
export default function Waiting() {
  const t = useWords(words);
  const { data } = useConsole(ASK_AGAIN);
  const waiting = data?.open.filter(({ state }) => state === 'raised').length ?? 0;
  return (
    <span role="status">
      {waiting > 0 ? (
        <Link href={paths.oncall} className={css.waiting}>
          <Icon of={IconPhone} size={18} />
          {t('waiting', { n: waiting })}
        </Link>
      ) : null}
    </span>
  );
}
