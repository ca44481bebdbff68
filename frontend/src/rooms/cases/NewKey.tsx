import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, read } from '../../api/client';
import { pastTheLock, refresh } from '../../api/opening';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { pick, useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Fault } from '../../ui/care/Fault';
import { Checkbox, RadioList } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import css from './Case.module.css';
import { words } from './words';

type Newer = components['schemas']['NewerCaseOut'];

/** Lets in the new key of somebody who lost theirs and came back, while they are met. */
export function NewKey({ caseId: case_id }: { caseId: string }) {
  const t = useWords(words);
  const queries = useQueryClient();
  const newer = useQuery({
    queryKey: ['case', case_id, 'new-key'],
    queryFn: () =>
      read(api.GET('/api/v1/staff/cases/{case_id}/new-key', { params: { path: { case_id } } })),
    ...content,
  });
  const act = useMutation({
    mutationFn: (id: string) =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/cases/{case_id}/new-key', {
            params: { path: { case_id } },
            body: { case: id },
          }),
        ),
      ),
    onSuccess: () => refresh(queries),
  });
  return (
    <section className={css.part}>
      <h3>{t('rekey.title')}</h3>
      <div role="status">{act.isSuccess ? <Card tone="ok">{t('rekey.done')}</Card> : null}</div>
      {act.isSuccess ? null : (
        <Loaded query={newer}>
          {({ cases }) =>
            cases.length > 0 ? (
              <Choose among={cases} busy={act.isPending} onLetIn={act.mutate}>
                <Fault
                  failure={act.error}
                  said={{
                    no_session: t('rekey.fault.session'),
                    blocked: t('block.open_crisis'),
                    no_key_yet: t('rekey.fault.key'),
                  }}
                />
              </Choose>
            ) : (
              <p>{t('rekey.none')}</p>
            )
          }
        </Loaded>
      )}
    </section>
  );
}

function Choose({
  among,
  busy,
  onLetIn,
  children,
}: {
  among: readonly Newer[];
  busy: boolean;
  onLetIn: (id: string) => void;
  children: ReactNode;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const [id, setId] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (id && sure) onLetIn(id);
      }}
    >
      <p>{t('rekey.line')}</p>
      <RadioList
        legend={t('rekey.which')}
        options={among.map((one) => ({
          value: one.case.id,
          label: `${pick(one.case, 'code_name', lang)} ${one.case.number}`,
          hint: t('rekey.made', { day: day(`${one.key_made_on}T12:00:00Z`, lang, 'UTC') }),
        }))}
        value={id}
        onChange={setId}
      />
      <Checkbox
        label={t('rekey.sure')}
        checked={sure}
        onChange={(event) => setSure(event.target.checked)}
      />
      {children}
      <Button submit disabled={!id || !sure} busy={busy}>
        {t('rekey.do')}
      </Button>
    </form>
  );
}
