import { useInfiniteQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import type { components } from '../../api/schema';
import { onForget } from '../../lib/forget';
import { useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { useShortcuts } from '../../lib/shortcuts';
import { Button, LinkButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Empty } from '../../ui/Empty';
import { ErrorCard } from '../../ui/ErrorCard';
import { SelectField, TextField } from '../../ui/Field';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import css from './Cases.module.css';
import { CaseTable } from './CaseTable';
import { words } from './words';

export type CaseLine = components['schemas']['CaseLineOut'];
type Sort = 'opened' | 'risk';
type Part = (typeof PARTS)[number];
type Caseload = ReturnType<typeof useCaseload>;

const PARTS = ['open', 'unplanned', 'closed'] as const;

/** A list is kept for the way back from a case, no longer. */
const RETURN_WITHIN = 5 * 60_000;

function useCaseload(sort: Sort, part: Part) {
  return useInfiniteQuery({
    queryKey: ['caseload', sort, part],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(api.GET('/api/v1/staff/cases', { params: { query: { after: pageParam, sort, part } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    ...content,
    gcTime: RETURN_WITHIN,
  });
}

interface View {
  sort: Sort;
  part: Part;
  find: string;
}

/** How the list was last looked at, for whoever comes back from a case; in memory only. */
const last: { view: View; top: number } = {
  view: { sort: 'opened', part: 'open', find: '' },
  top: 0,
};

onForget(() => {
  last.view = { sort: 'opened', part: 'open', find: '' };
  last.top = 0;
});

function useView(): [View, (part: Partial<View>) => void] {
  const [view, setView] = useState(last.view);
  const change = (part: Partial<View>) => {
    last.view = { ...view, ...part };
    setView(last.view);
  };
  return [view, change];
}

/** Comes back to where the list was left. */
function useReturn(isHere: boolean): void {
  useEffect(() => {
    if (!isHere) return;
    scrollTo({ top: last.top });
    const keep = () => {
      last.top = scrollY;
    };
    addEventListener('scroll', keep, { passive: true });
    return () => removeEventListener('scroll', keep);
  }, [isHere]);
}

/** Whoever looks for a case looks in all of them, page after page. */
function useWhole({ hasNextPage, isFetching, fetchNextPage }: Caseload, wanted: boolean): void {
  useEffect(() => {
    if (wanted && hasNextPage && !isFetching) void fetchNextPage();
  }, [wanted, hasNextPage, isFetching, fetchNextPage]);
}

/** A name or number as it is looked for: without case, width, spaces and hyphens. */
const plain = (typed: string): string =>
  typed.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');

const isCalled = (line: CaseLine, find: string): boolean =>
  [line.number, line.code_name_zh, line.code_name_en].some((name) => plain(name).includes(find));

/** The counsellor's own cases. A line shows nothing more when pointed at. */
export default function Cases() {
  const t = useWords(words);
  const [{ sort, part, find }, change] = useView();
  const unplanned = useCaseload(sort, part).data?.pages[0]?.unplanned;
  return (
    <>
      <PageTitle section={t('list')}>{t('list')}</PageTitle>
      <StaffZoneNote />
      <div className={css.tools}>
        <div className={css.views}>
          {PARTS.map((one) => (
            <Chip key={one} pressed={one === part} onPress={() => change({ part: one })}>
              {t(`list.${one}`)}
              {one === 'unplanned' && unplanned !== undefined ? ` ${unplanned}` : null}
            </Chip>
          ))}
        </div>
        <SelectField
          label={t('list.sort')}
          options={[
            { value: 'opened', label: t('sort.opened') },
            { value: 'risk', label: t('sort.risk') },
          ]}
          value={sort}
          onChange={(by) => change({ sort: by })}
        />
        <TextField
          label={t('list.find')}
          autoComplete="off"
          value={find}
          onChange={(event) => change({ find: event.target.value })}
        />
      </div>
      <Listed sort={sort} part={part} find={plain(find)} />
    </>
  );
}

function Listed({ sort, part, find }: View) {
  const t = useWords(words);
  const caseload = useCaseload(sort, part);
  const table = useRef<HTMLDivElement>(null);
  useMoving(table);
  useWhole(caseload, find !== '');
  useReturn(caseload.data !== undefined);
  if (!caseload.data) {
    if (!caseload.isError) return <Skeleton lines={10} />;
    return <ErrorCard failure={caseload.error} onRetry={() => caseload.refetch()} />;
  }
  const all = caseload.data.pages.flatMap((page) => page.cases);
  if (all.length === 0) return <Nothing part={part} />;
  const lines = all.filter((line) => isCalled(line, find));
  return (
    <div ref={table}>
      <p role="status" className={css.total}>
        {find && lines.length === 0 && !caseload.hasNextPage
          ? t('list.find.none')
          : t('list.total', { n: caseload.data.pages[0]?.total ?? all.length })}
      </p>
      <CaseTable lines={lines} />
      {caseload.hasNextPage && find === '' ? (
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

function Nothing({ part }: { part: Part }) {
  const t = useWords(words);
  if (part !== 'open') return <Empty>{t(`list.empty.${part}`)}</Empty>;
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
