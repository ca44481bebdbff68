import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { pastTheLock, refresh } from '../../api/opening';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Fault } from '../../ui/care/Fault';
import css from './Case.module.css';
import type { CaseFound } from './data';
import { words } from './words';

/**
 * That the client made a key, and what to ask them before it opens what was said: a visit code is
 * enough to make one, so only who meets them can tell whose it is.
 */
export function KeyWaits({ found }: { found: CaseFound }) {
  const t = useWords(words);
  const { lang } = useLang();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/cases/{case_id}/key', {
            params: { path: { case_id: found.id } },
          }),
        ),
      ),
    onSuccess: () => refresh(queries),
  });
  const made = found.key_made_on && day(`${found.key_made_on}T12:00:00Z`, lang, 'UTC');
  return (
    <>
      <div role="status">{act.isSuccess ? <Card tone="ok">{t('key.done')}</Card> : null}</div>
      {found.key_waits && !act.isSuccess && made && found.closed_at === null ? (
        <Card tone="info" labelledBy="key-waits">
          <h2 id="key-waits">{t('key.waits', { day: made })}</h2>
          <p>{t('key.ask', { day: made })}</p>
          <p>{t('key.then')}</p>
          <Fault failure={act.error} />
          <p className={css.acts}>
            <Button onClick={() => act.mutate()} busy={act.isPending}>
              {t('key.do')}
            </Button>
          </p>
        </Card>
      ) : null}
    </>
  );
}
