import { use, useState } from 'react';
import { createPortal } from 'react-dom';
import { useLocation } from 'wouter';
import type { Appointment } from '../../api/booking';
import { useHouseZone } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { dayAndClock, span } from '../../lib/time';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { BesideHelp } from '../../ui/HelpButton';
import { Icon } from '../../ui/Icon';
import { IconCheck } from '../../ui/icons';
import { PageTitle } from '../../ui/PageTitle';
import { Sheet } from '../../ui/Sheet';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './Booked.module.css';
import { Gone } from './Gone';
import { go, type Booked as Result, startAnew, useJourney } from './journey';
import { words } from './words';

/** What was booked, the code that leads back, and what comes next. */
export default function Booked() {
  const { booked } = useJourney();
  return booked ? <Done booked={booked} /> : <Gone />;
}

function Done({ booked }: { booked: Result }) {
  const t = useWords(words);
  const { appointment, visitCode, earlier, moved } = booked;
  const [written, setWritten] = useState(false);
  const write = () => {
    setWritten(true);
    go({ booked: { ...booked, visitCode: null } }); // not shown a second time, whatever comes
  };
  return (
    <>
      <PageTitle>{t(moved ? 'ok.moved' : 'ok.title')}</PageTitle>
      {earlier ? <p role="status">{t('ok.earlier')}</p> : null}
      <When appointment={appointment} />
      {visitCode ? <VisitCode code={visitCode} onWritten={write} /> : null}
      {visitCode ? <CodeBesideHelp code={visitCode} /> : null}
      <p role="status">{written ? t('ok.hidden') : null}</p>
      <Next unwritten={visitCode} />
      <Expect />
    </>
  );
}

function When({ appointment }: { appointment: Appointment }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const { start, end, modality, counsellor, can_change_until } = appointment;
  const late = Date.parse(can_change_until) < now().getTime();
  return (
    <Card tone="ok">
      <p className={css.when}>
        <Icon of={IconCheck} />
        <time dateTime={start}>{span(start, end, lang, zone)}</time>
      </p>
      <ZoneNote />
      <p>
        {t(`way.${modality}` as 'way.text')} ·{' '}
        {t('confirm.with', { name: pick(counsellor, 'name', lang) })}
      </p>
      <p className={css.muted}>
        {late
          ? t('ok.change.late')
          : t('ok.change', { until: dayAndClock(can_change_until, lang, zone) })}
      </p>
      <p className={css.file}>
        <a href={`/api/v1/appointments/${appointment.id}/calendar?language=${lang}`} download>
          {t('ok.calendar')}
        </a>
        <small>{t('ok.calendar.hint')}</small>
      </p>
    </Card>
  );
}

type Copying = 'not yet' | 'copied' | 'failed';

/** Shown once, large, in groups of four; hidden as soon as the person says they have it. */
function VisitCode({ code, onWritten }: { code: string; onWritten: () => void }) {
  const t = useWords(words);
  const [copying, setCopying] = useState<Copying>('not yet');
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => setCopying('copied'),
      () => setCopying('failed'),
    );
  return (
    <Card tone="primary" labelledBy="visit-code">
      <h2 id="visit-code">{t('ok.code')}</h2>
      <p>{t('ok.code.for')}</p>
      <Digits code={code} />
      <p className={css.muted}>{t('ok.code.once')}</p>
      <div className={css.acts}>
        <Button variant="light" onClick={copy}>
          {t(copying === 'copied' ? 'ok.copied' : 'ok.copy')}
        </Button>
        <Button onClick={onWritten}>{t('ok.written')}</Button>
      </div>
      <p role="status" className={css.muted}>
        {copying === 'failed' ? t('ok.copy.failed') : null}
      </p>
    </Card>
  );
}

/** Asking for a call leaves this page, and with it the code: it is said where that is pressed. */
function CodeBesideHelp({ code }: { code: string }) {
  const t = useWords(words);
  const place = use(BesideHelp);
  if (!place) return null;
  return createPortal(
    <>
      <p className={css.lost}>{t('ok.help')}</p>
      <Digits code={code} />
    </>,
    place,
  );
}

const Digits = ({ code }: { code: string }) => (
  <p className={css.code}>
    <span>{code.slice(0, 4)}</span> <span>{code.slice(4, 8)}</span> <span>{code.slice(8)}</span>
  </p>
);

/** What comes next. Whoever has not said that they wrote the code down is asked once. */
function Next({ unwritten }: { unwritten: string | null }) {
  const t = useWords(words);
  const known = useKnown();
  const [, navigate] = useLocation();
  const [asking, ask] = useState(false);
  const finish = () => {
    startAnew();
    navigate(paths.home, { replace: true });
  };
  return (
    <div className={css.next}>
      {known(paths.prepare) ? (
        <>
          <LinkButton href={paths.prepare} variant="light" wide>
            {t('ok.prepare')}
          </LinkButton>
          <p className={css.muted}>{t('ok.prepare.hint')}</p>
        </>
      ) : null}
      <Button variant="default" wide onClick={() => (unwritten ? ask(true) : finish())}>
        {t('ok.home')}
      </Button>
      <Sheet open={asking} onClose={() => ask(false)} title={t('ok.ask')} centred>
        {unwritten ? <Digits code={unwritten} /> : null}
        <p>{t('ok.ask.line')}</p>
        <div className={css.acts}>
          <Button onClick={finish}>{t('ok.ask.yes')}</Button>
          <Button variant="default" onClick={() => ask(false)}>
            {t('ok.ask.no')}
          </Button>
        </div>
      </Sheet>
    </div>
  );
}

function Expect() {
  const t = useWords(words);
  return (
    <section aria-labelledby="expect">
      <h2 id="expect">{t('ok.expect')}</h2>
      <ul className={css.expect}>
        <li>{t('ok.expect.join')}</li>
        <li>{t('ok.expect.first')}</li>
        <li>{t('ok.expect.stop')}</li>
      </ul>
    </section>
  );
}
