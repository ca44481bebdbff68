import { Link } from 'wouter';
import { covers, useRota } from '../../api/duty';
import { useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { list } from '../../lib/time';
import { Card } from '../../ui/Card';
import { type CaseFound, isHigh } from './data';
import { words } from './words';

const LEAD = 3; // the rung of the rota on which clinical leads are

/** What comes next while a case is judged high or imminent; announced when it is judged so. */
export function Steps({ found }: { found: CaseFound }) {
  const t = useWords(words);
  const stands = isHigh(found.risk_level) && found.closed_at === null;
  return (
    <div role="status">
      {stands ? (
        <Card tone="crisis">
          <p>{t(`risk.steps.${found.risk_level}` as 'risk.steps.high')}</p>
          <Lead />
        </Card>
      ) : null}
    </div>
  );
}

/** Who of the clinical leads is on duty, as the rota says, and the way to the rest of it. */
function Lead() {
  const t = useWords(words);
  const { lang } = useLang();
  const now = useNow(30_000);
  const shifts = useRota().data?.shifts;
  const leads = shifts?.filter((shift) => shift.level === LEAD && covers(shift, now));
  const names = [...new Set(leads?.map(({ name }) => name))];
  return (
    <p>
      {names.length > 0
        ? t('risk.lead', { names: list(names, lang) })
        : shifts && t('risk.lead.none')}{' '}
      <Link href={paths.oncall}>{t('risk.lead.open')}</Link>
    </p>
  );
}
