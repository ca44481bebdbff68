import {
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, read } from '../../api/client';
import { pastTheLock, refresh } from '../../api/opening';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import type { CaseBrief } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Outside } from '../../ui/desks/Outside';
import { Empty } from '../../ui/Empty';
import { ErrorCard } from '../../ui/ErrorCard';
import { PageTitle } from '../../ui/PageTitle';
import { Refusal } from '../../ui/Refusal';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import css from './Queue.module.css';
import { Request } from './Request';
import { words } from './words';

export type Waiting = components['schemas']['QueueLineOut'];

const LOOK_AGAIN = 20_000;

function useQueue() {
  return useInfiniteQuery({
    queryKey: ['queue'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(api.GET('/api/v1/staff/queue', { params: { query: { after: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_AGAIN,
    ...content,
  });
}

/** Requests that may be claimed. Of two who claim one at once, the server lets one. */
export default function Queue() {
  const t = useWords(words);
  const queue = useQueue();
  const claim = useClaim();
  const giveBack = useReturn();
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.line}>{t('line')}</p>
      <StaffZoneNote />
      <Outside desk="intake" />
      <Outcome claim={claim} />
      <Returned act={giveBack} />
      <Lines queue={queue} claim={claim} giveBack={giveBack} />
    </>
  );
}

type Claim = UseMutationResult<unknown, Error, Waiting>;

function useClaim() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (line: Waiting) =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/queue/{request_id}/claim', {
            params: { path: { request_id: line.id } },
          }),
        ),
      ),
    onSettled: () => refresh(queries),
  });
}

/** Sends a case that was handed over back to whoever sent it. */
function useReturn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (line: Waiting) =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/queue/{request_id}/hand-back', {
            params: { path: { request_id: line.id } },
          }),
        ),
      ),
    onSettled: () => refresh(queries),
  });
}

function Returned({ act }: { act: Claim }) {
  const t = useWords(words);
  const called = useCalled();
  const line = act.variables;
  if (!line) return null;
  const about = { case: called(line.case), name: line.sent_by };
  return (
    <>
      <Refusal failure={act.error} said={{ sender_gone: t('return.gone', about) }} />
      <div role="status">
        {act.isSuccess ? (
          <Card tone="ok">
            <p>{t('returned', about)}</p>
          </Card>
        ) : null}
      </div>
    </>
  );
}

/** What became of the last claim; said at once, and kept although its line is gone. */
function Outcome({ claim }: { claim: Claim }) {
  const t = useWords(words);
  const called = useCalled();
  const about = claim.variables?.case;
  if (!about) return null;
  return (
    <>
      <Refusal
        failure={claim.error}
        said={{
          already_claimed: t('taken', { case: called(about) }),
          not_yours: t('outside.claim', { case: called(about) }),
        }}
      />
      <div role="status">
        {claim.isSuccess ? (
          <Card tone="ok">
            <p>
              {t('claimed', { case: called(about) })}{' '}
              <Link href={paths.case(about.id)}>{t('claimed.go')}</Link>
            </p>
          </Card>
        ) : null}
      </div>
    </>
  );
}

function useCalled(): (brief: CaseBrief) => string {
  const { lang } = useLang();
  return (brief) => `${pick(brief, 'code_name', lang)} ${brief.number}`;
}

function Lines({
  queue,
  claim,
  giveBack,
}: {
  queue: ReturnType<typeof useQueue>;
  claim: Claim;
  giveBack: Claim;
}) {
  const t = useWords(words);
  const [open, setOpen] = useState<string | null>(null);
  if (!queue.data) {
    if (!queue.isError) return <Skeleton lines={8} />;
    return <ErrorCard failure={queue.error} onRetry={() => queue.refetch()} />;
  }
  const lines = queue.data.pages.flatMap((page) => page.requests);
  if (lines.length === 0) return <Empty>{t('empty')}</Empty>;
  return (
    <>
      <ul className={css.queue}>
        {lines.map((line) => (
          <Request
            key={line.id}
            line={line}
            open={open === line.id}
            onOpen={(wanted) => setOpen(wanted ? line.id : null)}
            claiming={claim.isPending && claim.variables?.id === line.id}
            onClaim={() => claim.mutate(line)}
            returning={giveBack.isPending && giveBack.variables?.id === line.id}
            onReturn={() => giveBack.mutate(line)}
          />
        ))}
      </ul>
      {queue.hasNextPage ? (
        <Button
          variant="default"
          busy={queue.isFetchingNextPage}
          onClick={() => queue.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}
