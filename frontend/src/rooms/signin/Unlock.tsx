import { Redirect, useLocation } from 'wouter';
import { useSession } from '../../api/session';
import { useUnlockState } from '../../api/unlock';
import { useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { Button, LinkButton } from '../../ui/Button';
import { PageTitle } from '../../ui/PageTitle';
import { firstPageOf } from './landing';
import { PassphraseForm } from './PassphraseForm';
import css from './signin.module.css';
import { mayUnlock } from './unlocking';
import { words } from './words';

/** Unlocking, as an act of its own after signing in. */
export default function Unlock() {
  const t = useWords(words);
  const known = useKnown();
  const [, go] = useLocation();
  const { roles } = useSession().session;
  const open = (useUnlockState().data?.kinds ?? []).includes('care');
  const next = firstPageOf(roles, known) ?? paths.staff;
  if (!mayUnlock(roles)) return <Redirect to={next} replace />;
  if (open) {
    return (
      <div className={css.column}>
        <PageTitle section={t('unlock.open')}>{t('unlock.open')}</PageTitle>
        <p>{t('unlock.open.line')}</p>
        <LinkButton href={next}>{t('unlock.on')}</LinkButton>
      </div>
    );
  }
  return (
    <div className={css.column}>
      <PageTitle section={t('unlock.title')}>{t('unlock.title')}</PageTitle>
      <p>{t('unlock.line')}</p>
      <PassphraseForm onUnlocked={() => go(next, { replace: true })} />
      <p className={css.small}>{t('unlock.later.line')}</p>
      <Button variant="subtle" onClick={() => go(next, { replace: true })}>
        {t('unlock.later')}
      </Button>
    </div>
  );
}
