import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { content } from '../../api/query';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { Icon } from '../../ui/Icon';
import { IconCheck, IconCross } from '../../ui/icons';
import { Skeleton } from '../../ui/Skeleton';
import { Tag } from '../../ui/Tag';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './Data.module.css';
import { type Access, byHour } from './log';
import { words } from './words';

/** What others did and what was refused; or what one did oneself, which lies by itself. */
function useLog(own: boolean) {
  return useInfiniteQuery({
    queryKey: ['access-log', own],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam: before }) => {
      const query = before === null ? { own } : { own, before };
      return read(api.GET('/api/v1/data/access-log', { params: { query } }));
    },
    getNextPageParam: (page) => page.next,
    ...content,
  });
}

/**
 * Who did or tried what with what concerns the client, by the hour, in plain words. One's own doing
 * is behind one line: it would bury what others did.
 */
export function AccessLog() {
  const t = useWords(words);
  const log = useLog(false);
  const [open, show] = useState(false);
  const own = log.data?.pages[0]?.own ?? 0;
  return (
    <section aria-labelledby="log" className={css.section}>
      <h2 id="log">{t('log')}</h2>
      <p className={css.muted}>{t('log.line')}</p>
      <ZoneNote />
      <Hours log={log} none={t('log.none')} />
      {own > 0 ? (
        <details className={css.own} onToggle={(event) => show(event.currentTarget.open)}>
          <summary>{t('log.own', { n: own })}</summary>
          <p className={css.muted}>{t('log.own.line')}</p>
          {open ? <Own /> : null}
        </details>
      ) : null}
    </section>
  );
}

const Own = () => <Hours log={useLog(true)} />;

function Hours({ log, none }: { log: ReturnType<typeof useLog>; none?: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      {log.isPending ? <Skeleton lines={4} /> : null}
      {log.isSuccess && entries.length === 0 ? <p>{none}</p> : null}
      {byHour(entries, lang, zone).map((hour) => (
        <div key={hour.at} className={css.hour}>
          {hour.newDay ? <h3>{hour.newDay}</h3> : null}
          <p>
            <time dateTime={hour.at}>{t('log.hour', { from: hour.from, to: hour.to })}</time>
          </p>
          <ul>
            {hour.entries.map((entry, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
              <Line key={place} entry={entry} />
            ))}
          </ul>
        </div>
      ))}
      {log.isError ? <ErrorCard failure={log.error} onRetry={() => log.refetch()} /> : null}
      {log.hasNextPage ? (
        <Button
          variant="default"
          busy={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t('log.older')}
        </Button>
      ) : null}
    </>
  );
}

function Line({ entry }: { entry: Access }) {
  const t = useWords(words);
  const said = useSaid();
  const { who, purpose, allowed } = entry;
  const why = `why.${purpose}` as 'why.care';
  return (
    <li data-own={who === 'you' || undefined}>
      <span>
        {said(entry)}
        {t(why) === why ? null : <small>{t(why)}</small>}
      </span>
      {allowed ? (
        <span className={css.allowed}>
          <Icon of={IconCheck} size={16} />
          {t('allowed')}
        </span>
      ) : (
        <Tag tone="warn" icon={IconCross}>
          {t('refused')}
        </Tag>
      )}
    </li>
  );
}

/** Puts a line into a sentence. A code younger than this page is shown bare, never left out. */
function useSaid(): (entry: Access) => string {
  const t = useWords(words);
  const name = (kind: 'who' | 'thing', code: string) => {
    const key = `${kind}.${code}` as 'who.you';
    const said = t(key);
    return said === key ? code.replaceAll('_', ' ') : said;
  };
  return ({ allowed, act, who, thing }) => {
    if (who === 'you' && allowed) {
      const own = [`own.${act}.${thing}`, `own.${act}`] as 'own.acted'[];
      const texts = own.map((key) => [key, t(key, { thing: name('thing', thing) })] as const);
      return (
        texts.find(([key, text]) => key !== text)?.[1] ??
        t('own.acted', { thing: name('thing', thing) })
      );
    }
    const how = allowed ? 'did' : 'tried';
    const blanks = { who: name('who', who), thing: name('thing', thing) };
    const key = `${how}.${act}` as 'did.opened';
    const said = t(key, blanks);
    return said === key ? t(`${how}.acted`, blanks) : said;
  };
}
