import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Appointment, appointmentsKey } from '../../api/booking';
import { api, read } from '../../api/client';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { Sheet } from '../../ui/Sheet';
import css from './Sessions.module.css';
import { What } from './What';
import { words } from './words';

/** Cancelling asks no reason, and says beforehand what it means. */
export function CancelSheet({
  appointment,
  late,
  open,
  onClose,
}: {
  appointment: Appointment;
  late: boolean;
  open: boolean;
  onClose: () => void;
}) {
  const t = useWords(words);
  const cache = useQueryClient();
  const act = useMutation({
    mutationFn: () => {
      const params = { path: { appointment_id: appointment.id } };
      const body = { version: appointment.version };
      return read(api.POST('/api/v1/appointments/{appointment_id}/cancel', { params, body }));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: appointmentsKey }),
  });
  return (
    <Sheet open={open} onClose={onClose} title={t('cancel.title')} centred>
      <What appointment={appointment} />
      <p>{t(late ? 'cancel.late' : 'cancel.line')}</p>
      <Refusal
        failure={act.error}
        said={{ already_past: t('cancel.past'), unreachable: t('cancel.unreachable') }}
      />
      <div className={css.choice}>
        <Button tone="crisis" busy={act.isPending} onClick={() => act.mutate()}>
          {t('cancel.yes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel.no')}
        </Button>
      </div>
    </Sheet>
  );
}
