import { useState } from 'react';
import { useZone } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { CaseName } from '../../ui/care/CaseName';
import { useWait } from '../../ui/care/useWait';
import { care } from '../../ui/care/words';
import { Empty } from '../../ui/Empty';
import { ErrorCard } from '../../ui/ErrorCard';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconClock, IconSend } from '../../ui/icons';
import { Lines } from '../../ui/List';
import { PageTitle } from '../../ui/PageTitle';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import { Tag } from '../../ui/Tag';
import { Assign } from './Assign';
import { type Assigned, type ToAssign, useWaiting } from './data';
import css from './Waiting.module.css';
import { words } from './words';

/** What waits to be claimed, for whoever assigns it: since when and for what, never what was told. */
export default function Waiting() {
  const t = useWords(words);
  const [chosen, choose] = useState<ToAssign | null>(null);
  const [done, say] = useState<Assigned | null>(null);
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p>{t('line')}</p>
      <StaffZoneNote />
      <div role="status">{done ? <Done of={done} /> : null}</div>
      <Requests onAssign={choose} />
      <Sheet open={chosen !== null} onClose={() => choose(null)} title={t('assign.title')}>
        {chosen ? (
          <Assign
            line={chosen}
            onDone={(assigned) => {
              say(assigned);
              choose(null);
            }}
          />
        ) : null}
      </Sheet>
    </>
  );
}

function Done({ of: { line, to } }: { of: Assigned }) {
  const t = useWords(words);
  const { lang } = useLang();
  const named = `${pick(line.case, 'code_name', lang)} ${line.case.number}`;
  return (
    <Card tone="ok">
      <p>{t('done', { case: named, name: to.name })}</p>
    </Card>
  );
}

function Requests({ onAssign }: { onAssign: (line: ToAssign) => void }) {
  const t = useWords(words);
  const waiting = useWaiting();
  if (!waiting.data) {
    if (!waiting.isError) return <Skeleton lines={8} />;
    return <ErrorCard failure={waiting.error} onRetry={() => waiting.refetch()} />;
  }
  const lines = waiting.data.pages.flatMap((page) => page.requests);
  if (lines.length === 0) return <Empty>{t('empty')}</Empty>;
  return (
    <>
      <Lines className={css.lines}>
        {lines.map((line) => (
          <Line key={line.id} line={line} onAssign={() => onAssign(line)} />
        ))}
      </Lines>
      {waiting.hasNextPage ? (
        <Button
          variant="default"
          busy={waiting.isFetchingNextPage}
          onClick={() => waiting.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}

function Line({ line, onAssign }: { line: ToAssign; onAssign: () => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  const named = `${pick(line.case, 'code_name', lang)} ${line.case.number}`;
  return (
    <li>
      <What line={line} />
      <When line={line} />
      <Whose line={line} />
      {line.sent_as === 'handed_over' ? (
        <span />
      ) : (
        <Button variant="default" aria-label={t('assign.of', { case: named })} onClick={onAssign}>
          {t('assign')}
        </Button>
      )}
    </li>
  );
}

function What({ line }: { line: ToAssign }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  return (
    <div>
      <p className={css.who}>
        <CaseName of={line.case} />
        {line.urgent ? (
          <Tag tone="crisis" icon={IconAlert}>
            {t('urgent')}
          </Tag>
        ) : null}
      </p>
      <p className={css.small}>
        {pick(line.service, 'name', lang)} · {c(`speaks.${line.language}` as 'speaks.en')}
      </p>
    </div>
  );
}

function When({ line }: { line: ToAssign }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  const zone = useZone();
  const wait = useWait(line.submitted_at);
  return (
    <div>
      <p>
        {line.appointment
          ? `${t('booked', { when: dayAndClock(line.appointment.start, lang, zone) })} · ${c(`way.${line.appointment.modality}` as 'way.text')}`
          : t('unbooked')}
      </p>
      <p className={css.small}>
        <Icon of={IconClock} size={14} /> {t('since', { wait })}
      </p>
    </div>
  );
}

/** For whom it waits: chosen by the client, or sent. */
function Whose({ line }: { line: ToAssign }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const said = {
    '': line.waits_for ? t('chosen', { name: line.waits_for }) : t('anybody'),
    assigned: t('assigned', { name: line.waits_for }),
    handed_over: t('handed', { name: line.waits_for, by: line.sent_by }),
  };
  return (
    <div>
      <p>
        {line.sent_as ? <Icon of={IconSend} size={16} /> : null} {said[line.sent_as]}
      </p>
      {line.sent_at ? (
        <p className={css.small}>
          {t('sent', { when: dayAndClock(line.sent_at, lang, zone) })}
          {line.sent_as === 'handed_over' ? ` ${t('handed.line')}` : null}
        </p>
      ) : null}
      {line.is_gone ? <p className={css.fault}>{t('gone', { name: line.waits_for })}</p> : null}
    </div>
  );
}
