import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { appointmentsKey } from '../../api/booking';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { type Moving, stopMoving } from '../../lib/moving';
import { paths } from '../../lib/paths';
import { span } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Chosen } from './Chosen';
import css from './Confirm.module.css';
import { Fault } from './Fault';
import { type Choice, go, startAnew, useJourney } from './journey';
import { move } from './reserve';
import { stepOut } from './steps';
import { words } from './words';

/** Moving a session: the old time stays until the new one is confirmed. */
export function ConfirmMove({ moving }: { moving: Moving }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const [, navigate] = useLocation();
  const cache = useQueryClient();
  const { choice } = useJourney();
  const act = useMutation({
    mutationFn: (choice: Choice) => move(moving, choice),
    onSuccess: async (appointment) => {
      startAnew();
      stopMoving();
      cache.invalidateQueries({ queryKey: appointmentsKey });
      go({ booked: { appointment, visitCode: null, earlier: false, moved: true } });
      await stepOut();
      navigate(paths.booked, { replace: true });
    },
    onError: () => cache.invalidateQueries({ queryKey: ['slots'] }),
  });
  if (!choice) return null;
  return (
    <Chosen choice={choice} failure={act.error} onPick={act.reset}>
      <p className={css.held}>
        {t('confirm.before', { time: span(moving.start, moving.end, lang, zone) })}
      </p>
      <Fault failure={act.error} />
      <Button wide large busy={act.isPending} onClick={() => act.mutate(choice)}>
        {t('confirm.move')}
      </Button>
    </Chosen>
  );
}
