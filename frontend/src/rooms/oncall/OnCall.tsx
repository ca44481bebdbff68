import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { PageTitle } from '../../ui/PageTitle';
import { Console } from './Console';
import { Rota } from './Rota';
import { words } from './words';

/** Calls for help for those on duty; the rota for whoever plans it. */
export default function OnCall() {
  const t = useWords(words);
  const { roles } = useSession().session;
  const works = roles.includes('on_call') || roles.includes('clinical_lead');
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      {works ? <Console /> : null}
      {roles.includes('programme_manager') ? <Rota /> : null}
    </>
  );
}
