import { useReads } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import { PageTitle } from '../../ui/PageTitle';
import { Changed } from './Changed';
import { HelpRow } from './HelpRow';
import css from './ops.module.css';
import { PeopleRow } from './PeopleRow';
import { UseRow } from './UseRow';
import { WorkRow } from './WorkRow';
import { words } from './words';

/** Operations' first screen: what is asked of people, how they are, whether help is there, its use. */
export default function Overview() {
  const t = useWords(words);
  const [work, supply] = [useReads('workload'), useReads('supply')];
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.lead}>{t('lead')}</p>
      <Changed />
      {work ? <WorkRow /> : null}
      <PeopleRow />
      {supply ? <HelpRow /> : null}
      <UseRow />
    </>
  );
}
