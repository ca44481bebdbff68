import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import css from './Case.module.css';
import { words } from './words';

/** That an answer of the client speaks of danger, until risk is judged after it. Never which. */
export function Danger({
  at,
  onOpen,
  onJudge,
}: {
  at: string;
  onOpen: () => void;
  onJudge: () => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  return (
    <Card tone="crisis" labelledBy="danger">
      <h2 id="danger">{t('danger')}</h2>
      <p>{t('danger.line', { when: dayAndClock(at, lang, zone) })}</p>
      <p className={css.acts}>
        <Button onClick={onOpen}>{t('danger.open')}</Button>
        <Button variant="default" onClick={onJudge}>
          {t('act.risk')}
        </Button>
      </p>
    </Card>
  );
}
