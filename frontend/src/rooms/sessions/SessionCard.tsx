import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Appointment } from '../../api/booking';
import { api, read } from '../../api/client';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { startMoving } from '../../lib/moving';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Refusal } from '../../ui/Refusal';
import { CancelSheet } from './CancelSheet';
import css from './Sessions.module.css';
import { type Joining, Way } from './Way';
import { Status, What } from './What';
import { words } from './words';

const DOORS_MS = 600_000;

/** A session to come: the way in when it is time, and what can be changed. */
export function SessionCard({ appointment }: { appointment: Appointment }) {
  const t = useWords(words);
  const { status } = appointment;
  return (
    <Card tone={appointment.can_join ? 'primary' : undefined}>
      <What appointment={appointment} />
      {status === 'booked' ? (
        <>
          <Join appointment={appointment} />
          <Acts appointment={appointment} />
        </>
      ) : (
        <Status status={status} />
      )}
      {status === 'counsellor_cancelled' ? <p>{t('cancelled.by')}</p> : null}
    </Card>
  );
}

function Join({ appointment }: { appointment: Appointment }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const [, navigate] = useLocation();
  const act = useMutation({
    mutationFn: (): Promise<Joining> => {
      const params = { path: { appointment_id: appointment.id } };
      return read(api.POST('/api/v1/appointments/{appointment_id}/join', { params }));
    },
    onSuccess: (joining) => joining.live && navigate(paths.live),
  });
  if (act.data && !act.data.live) return <Way joining={act.data} />;
  if (!appointment.can_join) {
    const opens = new Date(Date.parse(appointment.start) - DOORS_MS);
    return <p className={css.muted}>{t('join.later', { time: dayAndClock(opens, lang, zone) })}</p>;
  }
  return (
    <>
      <Button wide large busy={act.isPending} onClick={() => act.mutate()}>
        {t('join')}
      </Button>
      <Refusal failure={act.error} said={{ doors_closed: t('join.closed') }} />
    </>
  );
}

function Acts({ appointment }: { appointment: Appointment }) {
  const t = useWords(words);
  const { lang } = useLang();
  const [cancelling, setCancelling] = useState(false);
  const { id, version, start, end, service, modality, counsellor } = appointment;
  const inTime = Date.parse(appointment.can_change_until) > now().getTime();
  const moving = {
    ...{ id, version, start, end, way: modality },
    ...{ service: service.code, counsellor: counsellor.id },
  };
  const begun = Date.parse(start) <= now().getTime();
  if (begun) return null;
  return (
    <>
      <div className={css.acts}>
        {inTime ? (
          <Link className={css.act} href={paths.times} onClick={() => startMoving(moving)}>
            {t('move')}
          </Link>
        ) : null}
        <button type="button" className={css.act} onClick={() => setCancelling(true)}>
          {t('cancel')}
        </button>
        <a
          className={css.act}
          href={`/api/v1/appointments/${id}/calendar?language=${lang}`}
          download
        >
          {t('calendar')}
        </a>
      </div>
      {inTime ? null : <p className={css.muted}>{t('late')}</p>}
      <CancelSheet
        appointment={appointment}
        late={!inTime}
        open={cancelling}
        onClose={() => setCancelling(false)}
      />
    </>
  );
}
