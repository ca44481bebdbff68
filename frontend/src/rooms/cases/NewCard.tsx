import { useMutation } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Fault } from '../../ui/care/Fault';
import css from './Case.module.css';
import { words } from './words';

/** A card in place of a lost code or key; its number is in this component only, and shown once. */
export function NewCard({ caseId }: { caseId: string }) {
  const t = useWords(words);
  const act = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/staff/cases/{case_id}/card', {
          params: { path: { case_id: caseId } },
        }),
      ),
  });
  if (act.data) {
    return (
      <>
        <p className={css.label}>{t('card.code')}</p>
        <p className={css.code}>
          <output>{act.data.code}</output>
        </p>
        <p>{t('card.once')}</p>
      </>
    );
  }
  return (
    <>
      <p>{t('card.line')}</p>
      <Fault failure={act.error} />
      <Button busy={act.isPending} onClick={() => act.mutate()}>
        {t('card.do')}
      </Button>
    </>
  );
}
