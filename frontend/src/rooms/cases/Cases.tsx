import { useInfiniteQuery } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { useShortcuts } from '../../lib/shortcuts';
import { Button, LinkButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Empty } from '../../ui/Empty';
import { ErrorCard } from '../../ui/ErrorCard';
import { SelectField } from '../../ui/Field';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import css from './Cases.module.css';
import { CaseTable } from './CaseTable';
import { words } from './words';

export type CaseLine = components['schemas']['CaseLineOut'];
type Sort = 'opened' | 'risk';

function useCaseload(sort: Sort, closed: boolean) {
  return useInfiniteQuery({
    queryKey: ['caseload', sort, closed],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/api/v1/staff/cases', { params: { query: { after: pageParam, sort, closed } } }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    ...content,
  });
}

/** The counsellor's own cases. A line shows nothing more when pointed at. */
export default function Cases() {
  const t = useWords(words);
  const [sort, setSort] = useState<Sort>('opened');
  const [closed, setClosed] = useState(false);
  return (
    <>
      <PageTitle section={t('list')}>{t('list')}</PageTitle>
      <div className={css.tools}>
        <div className={css.views}>
          <Chip pressed={!closed} onPress={() => setClosed(false)}>
            {t('list.open')}
          </Chip>
          <Chip pressed={closed} onPress={() => setClosed(true)}>
            {t('list.closed')}
          </Chip>
        </div>
        <SelectField
          label={t('list.sort')}
          options={[
            { value: 'opened', label: t('sort.opened') },
            { value: 'risk', label: t('sort.risk') },
          ]}
          value={sort}
          onChange={setSort}
        />
      </div>
      <Caseload sort={sort} closed={closed} />
    </>
  );
}

function Caseload({ sort, closed }: { sort: Sort; closed: boolean }) {
  const t = useWords(words);
  const caseload = useCaseload(sort, closed);
  const table = useRef<HTMLDivElement>(null);
  useMoving(table);
  if (!caseload.data) {
    if (!caseload.isError) return <Skeleton lines={10} />;
    return <ErrorCard failure={caseload.error} onRetry={() => caseload.refetch()} />;
  }
  const lines = caseload.data.pages.flatMap((page) => page.cases);
  if (lines.length === 0) return <Nothing closed={closed} />;
  return (
    <div ref={table}>
      <CaseTable lines={lines} />
      {caseload.hasNextPage ? (
        <Button
          variant="default"
          busy={caseload.isFetchingNextPage}
          onClick={() => caseload.fetchNextPage()}
        >
          {t('list.more')}
        </Button>
      ) : null}
      <p className={css.keys}>{t('list.keys')}</p>
    </div>
  );
}

function Nothing({ closed }: { closed: boolean }) {
  const t = useWords(words);
  if (closed) return <Empty>{t('list.empty.closed')}</Empty>;
  return (
    <Empty
      action={
        <LinkButton href={paths.queue} variant="default">
          {t('list.requests')}
        </LinkButton>
      }
    >
      {t('list.empty')}
    </Empty>
  );
}

/** J and K move from case to case; Enter opens the one that has the focus, as any link. */
function useMoving(table: RefObject<HTMLDivElement | null>): void {
  const move = (by: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLAnchorElement>('tbody a') ?? [])];
    const here = links.indexOf(document.activeElement as HTMLAnchorElement);
    const there = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
    links[Math.max(0, Math.min(there, links.length - 1))]?.focus();
  };
  useShortcuts({ j: () => move(1), k: () => move(-1) });
}
