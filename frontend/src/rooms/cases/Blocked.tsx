import { Link } from 'wouter';
import { useToday } from '../../api/staff';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Card } from '../../ui/Card';
import css from './Case.module.css';
import { words } from './words';

/** Everything that must be settled before a case is closed or handed over. */
export function Blocked({ by, caseId }: { by: readonly string[]; caseId: string }) {
  const t = useWords(words);
  const drafts = useToday().data?.unsigned_notes ?? [];
  const draft = drafts.find((one) => one.case.id === caseId);
  return (
    <Card tone="warn">
      <p>
        <b>{t('close.blocked')}</b>
      </p>
      <ul className={css.blocking}>
        {by.map((code) => (
          <li key={code}>
            {t(`block.${code}` as 'block.risk')}{' '}
            {code === 'unsigned_notes' && draft ? (
              <Link href={paths.note(caseId, draft.note)}>{t('block.unsigned_notes.open')}</Link>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
