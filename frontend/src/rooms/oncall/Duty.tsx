import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { sitting } from '../../lib/lock';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { IconShield } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import { startDuty } from './console';
import css from './OnCall.module.css';
import { words } from './words';

const unlockKey = ['unlock', 'duty'] as const;

/** Whether duty runs on this device, and the way to start it. */
export function Duty() {
  const t = useWords(words);
  const queries = useQueryClient();
  const state = useQuery({
    queryKey: unlockKey,
    queryFn: () => read(api.GET('/api/v1/unlock')),
    refetchInterval: 60_000,
    gcTime: 0,
  });
  const act = useMutation({
    mutationFn: startDuty,
    onSuccess: (open) => queries.setQueryData(unlockKey, open),
  });
  const runs = state.data?.kinds.includes('duty') ?? false;
  useEffect(() => {
    sitting.set(runs); // at three in the morning nobody types a passphrase to take a call
    return () => sitting.set(false);
  }, [runs]);
  if (!state.data) return null;
  if (runs) {
    return (
      <p className={css.duty}>
        <Tag tone="ok" icon={IconShield}>
          {t('duty.on')}
        </Tag>
      </p>
    );
  }
  const off = act.error instanceof ProblemError && act.error.code === 'not_on_shift';
  return (
    <div className={css.duty}>
      <p>
        <b>{t('duty.off')}</b> {t('duty.off.line')}
      </p>
      {off ? <p role="alert">{t('duty.not_on_shift')}</p> : null}
      {act.error && !off ? <ErrorCard failure={act.error} /> : null}
      <Button variant="light" busy={act.isPending} onClick={() => act.mutate()}>
        {t('duty.start')}
      </Button>
    </div>
  );
}
