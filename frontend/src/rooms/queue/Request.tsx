import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { OPENED, opened, pastTheLock } from '../../api/opening';
import { codeOf } from '../../api/problem';
import { useZone } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { CaseName } from '../../ui/care/CaseName';
import { Told } from '../../ui/care/Told';
import { useWait } from '../../ui/care/useWait';
import { care } from '../../ui/care/words';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconClock, IconInfo, IconSend } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { Refusal } from '../../ui/Refusal';
import { Tag } from '../../ui/Tag';
import type { Waiting } from './Queue';
import css from './Queue.module.css';
import { words } from './words';

/** One request: how pressing, how long it waits, which session it has; what was told on demand. */
export function Request(props: {
  line: Waiting;
  open: boolean;
  onOpen: (open: boolean) => void;
  claiming: boolean;
  onClaim: () => void;
  returning: boolean;
  onReturn: () => void;
}) {
  const { line, open } = props;
  const t = useWords(words);
  const handed = line.sent_as === 'handed_over';
  return (
    <li className={css.request} data-urgent={line.urgent || undefined}>
      <div className={css.head}>
        <Who line={line} />
        <When line={line} />
        <div className={css.acts}>
          <Button variant="default" aria-expanded={open} onClick={() => props.onOpen(!open)}>
            {t(open ? 'close' : 'open')}
          </Button>
          {handed ? (
            <Button variant="default" busy={props.returning} onClick={props.onReturn}>
              {t('return')}
            </Button>
          ) : null}
          <Button busy={props.claiming} onClick={props.onClaim}>
            {t(handed ? 'take' : 'claim')}
          </Button>
        </div>
      </div>
      {open ? <Content id={line.id} /> : null}
    </li>
  );
}

function Who({ line }: { line: Waiting }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  const pressing = line.band === 'crisis' || line.band === 'urgent';
  return (
    <div className={css.who}>
      <p>
        <CaseName of={line.case} />{' '}
        <Tag tone={pressing ? 'crisis' : 'info'} icon={pressing ? IconAlert : IconInfo}>
          {c(`band.${line.band}` as 'band.urgent')}
        </Tag>
      </p>
      {line.sent_as ? (
        <p>
          <Tag tone="primary" icon={IconSend}>
            {t(`sent.${line.sent_as}`, { name: line.sent_by })}
          </Tag>
        </p>
      ) : null}
      <p className={css.small}>
        {pick(line.service, 'name', lang)} · {c(`speaks.${line.language}` as 'speaks.en')}
      </p>
    </div>
  );
}

function When({ line }: { line: Waiting }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  const zone = useZone();
  const wait = useWait(line.submitted_at);
  return (
    <div>
      <p>
        {line.appointment
          ? t('booked', { when: dayAndClock(line.appointment.start, lang, zone) })
          : t('unbooked')}
        {line.appointment ? ` · ${c(`way.${line.appointment.modality}` as 'way.text')}` : null}
      </p>
      <p className={css.small}>
        <Icon of={IconClock} size={14} /> {t('since', { wait })} ·{' '}
        {t(line.prepared_at ? 'prepared' : 'unprepared')}
      </p>
    </div>
  );
}

function Content({ id }: { id: string }) {
  const t = useWords(words);
  const told = useQuery({
    queryKey: [OPENED, 'request', id],
    queryFn: () =>
      pastTheLock(() =>
        read(
          api.POST('/api/v1/staff/queue/{request_id}/open', {
            params: { path: { request_id: id } },
            body: { purpose: 'care' },
          }),
        ),
      ),
    ...opened,
  });
  return (
    <div className={css.content}>
      <p className={css.small}>{t('open.line')}</p>
      {codeOf(told.error) === 'not_yours' ? (
        <Refusal failure={told.error} said={{ not_yours: t('outside') }} />
      ) : (
        <Loaded query={told}>{(found) => <Told told={found} />}</Loaded>
      )}
    </div>
  );
}
