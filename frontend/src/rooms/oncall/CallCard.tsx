import { useId, useState } from 'react';
import { Link } from 'wouter';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { locked } from '../../lib/lock';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { clock, day } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { IconAlert, IconCheck, IconClock, IconMessage, IconPhone } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import type { Tone } from '../../ui/tokens';
import { Clocks } from './Clocks';
import type { Call } from './clocks';
import type { Opened } from './data';
import { Log } from './Log';
import css from './OnCall.module.css';
import { Reveal } from './Reveal';
import { Work } from './Work';
import { words } from './words';

const LOOKS: Readonly<Record<string, readonly [Tone, typeof IconClock]>> = {
  acknowledged: ['primary', IconCheck],
  contacting: ['warn', IconPhone],
  unreachable: ['warn', IconAlert],
  in_contact: ['ok', IconPhone],
};

/** One call that somebody has: its clocks and what can be done now at the left, what was done at the right. */
export function CallCard({ call, now }: { call: Call; now: number }) {
  const heading = useId();
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <article className={css.call} aria-labelledby={heading}>
      <div className={css.main}>
        <Head id={heading} call={call} />
        <Clocks call={call} now={now} />
        <Acts call={call} opened={opened} onOpened={setOpened} />
      </div>
      <Log call={call} opened={opened} />
    </article>
  );
}

/** "Call of 18:02", with the day when it was another one. */
export function useCalled(): (call: Call) => string {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const on = (moment: string | Date) => day(moment, lang, zone);
  return ({ raised_at }) => {
    const time = clock(raised_at, lang, zone);
    return on(raised_at) === on(now())
      ? t('call.of', { time })
      : t('call.another-day', { day: on(raised_at), time });
  };
}

/** "From the help page, speaks English". */
export function useFrom(): (call: Call) => string {
  const t = useWords(words);
  const { lang } = useLang();
  return ({ came_from, language }) =>
    [t(`from.${came_from}` as 'from.page'), t(`speaks.${language}` as 'speaks.en')].join(
      lang === 'en' ? ', ' : '，',
    );
}

function Head({ id, call }: { id: string; call: Call }) {
  const t = useWords(words);
  const called = useCalled();
  const from = useFrom();
  const [tone, icon] = LOOKS[call.state] ?? (['info', IconClock] as const);
  return (
    <header className={css.head}>
      <h3 id={id}>
        {called(call)}{' '}
        <Tag tone={tone} icon={icon}>
          {t(`state.${call.state}` as 'state.closed')}
        </Tag>
      </h3>
      <p>{from(call)}</p>
      <p className={css.small}>{t(call.known_client ? 'known.yes' : 'known.no')}</p>
      <Unkept call={call} />
      <OwnCase call={call} />
      <AllRight call={call} />
    </header>
  );
}

/** That nothing came with it, and why. */
export function Unkept({ call }: { call: Call }) {
  const t = useWords(words);
  return call.unkept ? <p className={css.warn}>{t(`unkept.${call.unkept}`)}</p> : null;
}

/** The way to the case of whoever keeps it; a locked screen leads to none. */
export function OwnCase({ call }: { call: Call }) {
  const t = useWords(words);
  const isLocked = locked.use();
  if (!call.case || isLocked) return null;
  return <Link href={paths.case(call.case)}>{t('known.case')}</Link>;
}

/** What the person says themselves. It stops nothing: whoever has the call hears and decides. */
export function AllRight({ call }: { call: Call }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  return (
    <div role="status">
      {call.all_right_at ? (
        <p className={css.said}>
          <Icon of={IconMessage} size={18} />
          <span>
            <b>{t('right', { time: clock(call.all_right_at, lang, zone) })}</b>{' '}
            {t(call.state === 'raised' ? 'right.line' : 'right.line.accepted')}
          </span>
        </p>
      ) : null}
    </div>
  );
}

interface ActsProps {
  call: Call;
  opened: Opened | null;
  onOpened: (opened: Opened | null) => void;
}

function Acts(props: ActsProps) {
  const { call } = props;
  const t = useWords(words);
  const [steppedIn, stepIn] = useState(false);
  const who = call.acknowledged_by || t('taken.somebody');
  return (
    <>
      <p className={css.muted}>{call.mine ? t('by.you') : t('by.other', { who })}</p>
      {call.mine || steppedIn ? (
        <>
          {call.may_open ? <Reveal {...props} /> : <p className={css.small}>{t('reveal.not')}</p>}
          <Work call={call} />
        </>
      ) : (
        <div className={css.acts}>
          <Button variant="default" onClick={() => stepIn(true)}>
            {t('step')}
          </Button>
          <p className={css.small}>{t('step.line')}</p>
        </div>
      )}
    </>
  );
}
