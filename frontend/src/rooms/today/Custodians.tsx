import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import type { components } from '../../api/schema';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Fault } from '../../ui/care/Fault';
import css from './Today.module.css';
import { words } from './words';

type Found = components['schemas']['CustodiansOut'];
type Asked = Found['requests'][number];

const custodiansKey = ['custodians'] as const;

/** Requests to the custodians, to which one may object, and a replaced key of theirs. */
export function Custodians() {
  const found = useQuery({
    queryKey: custodiansKey,
    queryFn: () => read(api.GET('/api/v1/custodians')),
  }).data;
  if (!found) return null;
  return (
    <>
      {found.requests.map((asked) => (
        <Request key={asked.id} asked={asked} />
      ))}
      {found.key && found.key.behind > 0 ? <Replaced fingerprint={found.key.fingerprint} /> : null}
    </>
  );
}

function Request({ asked }: { asked: Asked }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const act = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/custodians/requests/{request_id}/objection', {
          params: { path: { request_id: asked.id } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: custodiansKey }),
  });
  return (
    <section className={css.need}>
      <h3>{t('custodians')}</h3>
      <p>{t(asked.own ? 'custodians.own' : 'custodians.asked', { name: asked.name })}</p>
      <p>
        <small>{t('custodians.from', { when: dayAndClock(asked.not_before, lang, zone) })}</small>
        <small>{t('custodians.key', { key: asked.fingerprint })}</small>
      </p>
      {sure ? (
        <>
          <p>{t('custodians.sure')}</p>
          <Button tone="crisis" busy={act.isPending} onClick={() => act.mutate()}>
            {t('custodians.object.do')}
          </Button>
        </>
      ) : (
        <Button variant="default" onClick={() => setSure(true)}>
          {t('custodians.object')}
        </Button>
      )}
      <Fault failure={act.error} said={{ ended: t('custodians.ended') }} />
    </section>
  );
}

function Replaced({ fingerprint }: { fingerprint: string }) {
  const t = useWords(words);
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => read(api.POST('/api/v1/custodians/key', { body: { fingerprint } })),
    onSettled: () => queries.invalidateQueries({ queryKey: custodiansKey }),
  });
  return (
    <section className={css.need}>
      <h3>{t('replaced')}</h3>
      <p>{t('replaced.line')}</p>
      <p>
        <small>{t('custodians.key', { key: fingerprint })}</small>
      </p>
      <Button variant="default" busy={act.isPending} onClick={() => act.mutate()}>
        {t('replaced.give')}
      </Button>
      <Fault failure={act.error} said={{ other_key: t('replaced.other') }} />
    </section>
  );
}
