import { useState } from 'react';
import { Redirect } from 'wouter';
import type { Appointment } from '../../api/booking';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { dayAndClock, span } from '../../lib/time';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { IconCheck } from '../../ui/icons';
import { PageTitle } from '../../ui/PageTitle';
import css from './Booked.module.css';
import { type Booked as Result, useJourney } from './journey';
import { words } from './words';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What was booked, the code that leads back, and what comes next. */
export default function Booked() {
  const { booked } = useJourney();
  return booked ? <Done booked={booked} /> : <Redirect to={paths.sessions} replace />;
}

function Done({ booked }: { booked: Result }) {
  const t = useWords(words);
  const { appointment, visitCode, earlier, moved } = booked;
  return (
    <>
      <PageTitle>{t(moved ? 'ok.moved' : 'ok.title')}</PageTitle>
      {earlier ? <p role="status">{t('ok.earlier')}</p> : null}
      <When appointment={appointment} />
      {visitCode ? <VisitCode code={visitCode} /> : null}
      <Next />
      <Expect />
    </>
  );
}

function When({ appointment }: { appointment: Appointment }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { start, end, modality, counsellor, can_change_until } = appointment;
  const late = Date.parse(can_change_until) < now().getTime();
  return (
    <Card tone="ok">
      <p className={css.when}>
        <Icon of={IconCheck} />
        <time dateTime={start}>{span(start, end, lang, zone)}</time>
      </p>
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
function VisitCode({ code }: { code: string }) {
  const t = useWords(words);
  const [written, setWritten] = useState(false);
  const [copying, setCopying] = useState<Copying>('not yet');
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => setCopying('copied'),
      () => setCopying('failed'),
    );
  if (written) return <p role="status">{t('ok.hidden')}</p>;
  return (
    <Card tone="primary" labelledBy="visit-code">
      <h2 id="visit-code">{t('ok.code')}</h2>
      <p>{t('ok.code.for')}</p>
      <p className={css.code}>
        <span>{code.slice(0, 4)}</span> <span>{code.slice(4, 8)}</span> <span>{code.slice(8)}</span>
      </p>
      <div className={css.acts}>
        <Button variant="light" onClick={copy}>
          {t(copying === 'copied' ? 'ok.copied' : 'ok.copy')}
        </Button>
        <Button onClick={() => setWritten(true)}>{t('ok.written')}</Button>
      </div>
      <p role="status" className={css.muted}>
        {copying === 'failed' ? t('ok.copy.failed') : null}
      </p>
    </Card>
  );
}

function Next() {
  const t = useWords(words);
  const known = useKnown();
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
      <LinkButton href={paths.home} variant="default" wide>
        {t('ok.home')}
      </LinkButton>
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
