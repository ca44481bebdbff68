import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import { content } from '../../api/query';
import type { ConcernGroup } from '../../api/staff';
import { useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { Button } from '../Button';
import { Card } from '../Card';
import { RadioList, SelectField } from '../Field';
import { Sheet } from '../Sheet';
import { Skeleton } from '../Skeleton';
import css from './care.module.css';
import { Fault } from './Fault';
import { care } from './words';

const MINUTE = 60_000;
const NO_SHOW_AFTER = 15 * MINUTE;
const GROUPS: readonly ConcernGroup[] = [
  'strain',
  'mood',
  'anxiety',
  'sleep',
  'family',
  'work',
  'other',
  'not_said',
];
const SEVERITIES = ['0', '1', '2', '3', '4', '5'] as const;

/**
 * A session that may have taken place. `pressing`: a missed one has people on duty called.
 * `here`: the client has written in it, so that it cannot have been missed. `missed`: it was marked
 * so, and can only be put right.
 */
export interface Held {
  id: string;
  start: string;
  asksConcern: boolean;
  pressing: boolean;
  here?: boolean;
  missed?: boolean;
}

/** Says whether the client came; nothing before the session began. */
export function Marks({ session, onAlert }: { session: Held; onAlert?: () => void }) {
  const t = useWords(care);
  const now = useNow(30_000);
  const [asking, setAsking] = useState<'attended' | 'no_show' | null>(null);
  const attended = useAttended(session.id);
  const queries = useQueryClient();
  const began = now.getTime() - new Date(session.start).getTime();
  if (began < 0) return null;
  // A refusal has just said that the page was behind; behind the sheet it then shows what holds.
  const close = () => {
    setAsking(null);
    void refresh(queries);
  };
  return (
    <>
      <Button variant="light" onClick={() => setAsking('attended')}>
        {t(session.missed ? 'act.overturn' : 'act.attended')}
      </Button>
      {began >= NO_SHOW_AFTER && !session.here && !session.missed ? (
        <Button variant="subtle" onClick={() => setAsking('no_show')}>
          {t('act.no_show')}
        </Button>
      ) : null}
      <Sheet open={asking === 'attended'} onClose={close} title={t('attended.title')} centred>
        {session.asksConcern ? <Counted act={attended} /> : <Certain act={attended} />}
      </Sheet>
      <Sheet open={asking === 'no_show'} onClose={close} title={t('no_show.title')} centred>
        <Missed session={session} onAlert={onAlert} onDone={() => setAsking(null)} />
      </Sheet>
    </>
  );
}

interface About {
  concern: ConcernGroup | null;
  severity: number | null;
}

function useAttended(appointment_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: About) =>
      read(
        api.POST('/api/v1/staff/appointments/{appointment_id}/attended', {
          params: { path: { appointment_id } },
          body,
        }),
      ),
    onSuccess: () => refresh(queries),
  });
}

/** Asked once more, because it stands for good. */
function Certain({ act }: { act: ReturnType<typeof useAttended> }) {
  const t = useWords(care);
  return (
    <>
      <p>{t('attended.final')}</p>
      <Fault failure={act.error} />
      <Button busy={act.isPending} onClick={() => act.mutate({ concern: null, severity: null })}>
        {t('attended.done')}
      </Button>
    </>
  );
}

/** What a first session was about, in the groups that are published. */
function Counted({ act }: { act: ReturnType<typeof useAttended> }) {
  const t = useWords(care);
  const [concern, setConcern] = useState<ConcernGroup | null>(null);
  const [severity, setSeverity] = useState<(typeof SEVERITIES)[number]>('0');
  const [missing, setMissing] = useState(false);
  const submit = () => {
    setMissing(concern === null);
    if (concern) act.mutate({ concern, severity: Number(severity) || null });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{t('attended.final')}</p>
      <p>{t('attended.line')}</p>
      <div className={css.pairs}>
        <RadioList
          legend={t('attended.concern')}
          options={GROUPS.map((value) => ({ value, label: t(`concern.${value}`) }))}
          value={concern}
          onChange={setConcern}
        />
      </div>
      <SelectField
        label={t('attended.severity')}
        options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
        value={severity}
        onChange={setSeverity}
      />
      {missing && concern === null ? <p role="alert">{t('attended.missing')}</p> : null}
      <Fault failure={act.error} />
      <Button submit busy={act.isPending}>
        {t('attended.done')}
      </Button>
    </form>
  );
}

/** How many messages the client has written in a session, and whether it is still open. */
function useWrote(appointment_id: string) {
  return useQuery({
    queryKey: ['wrote', appointment_id],
    queryFn: () =>
      read(
        api.GET('/api/v1/staff/live/{appointment_id}/unread', {
          params: { path: { appointment_id }, query: { after: 0 } },
        }),
      ),
    ...content,
  });
}

/** Says that nobody came, after what the client may have written there was told. */
function Missed({
  session,
  onAlert,
  onDone,
}: {
  session: Held;
  onAlert?: () => void;
  onDone: () => void;
}) {
  const t = useWords(care);
  const queries = useQueryClient();
  const wrote = useWrote(session.id);
  const act = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/staff/appointments/{appointment_id}/no-show', {
          params: { path: { appointment_id: session.id } },
        }),
      ),
    onSuccess: async ({ alert }) => {
      onDone();
      if (alert) onAlert?.();
      await refresh(queries);
    },
  });
  if (wrote.isLoading) return <Skeleton lines={2} />;
  const { count, open } = wrote.data ?? { count: 0, open: false };
  if (count > 0 && open) return <p>{t('fault.client_wrote')}</p>;
  return (
    <>
      {count > 0 ? (
        <Card tone="warn">
          <p>{t('no_show.wrote', { n: count })}</p>
        </Card>
      ) : null}
      <p>{t('no_show.line')}</p>
      {session.pressing ? <p>{t('no_show.risk')}</p> : null}
      <Fault failure={act.error} />
      <Button busy={act.isPending} onClick={() => act.mutate()}>
        {t('no_show.done')}
      </Button>
    </>
  );
}
