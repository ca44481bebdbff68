import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useHelp } from '../../api/help';
import { OPENED, opened } from '../../api/opening';
import { useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Fact, Facts } from '../../ui/care/Told';
import { Icon } from '../../ui/Icon';
import { IconPhone } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import type { Call } from './clocks';
import { openCall } from './console';
import css from './OnCall.module.css';
import { words } from './words';

/** The call-back number, opened on demand with a trace; calling emergency services never waits. */
export function CallBack({ call }: { call: Call }) {
  const t = useWords(words);
  const { lang } = useLang();
  const [wanted, setWanted] = useState(false);
  const emergency = useHelp().lines.filter(({ kind }) => kind === 'emergency');
  const numbers = list(
    emergency.map(({ number }) => number),
    lang,
    'or',
  );
  return (
    <div className={css.number}>
      {wanted ? (
        <Revealed call={call} />
      ) : (
        <Button large variant="light" onClick={() => setWanted(true)}>
          <Icon of={IconPhone} />
          {t('act.open')}
        </Button>
      )}
      <p className={css.small}>{t('emergency', { numbers })}</p>
    </div>
  );
}

function Revealed({ call }: { call: Call }) {
  const t = useWords(words);
  const found = useQuery({
    // A step with a note adds something to open; without one the key stays the same.
    queryKey: [OPENED, 'call', call.id],
    queryFn: () => openCall(call.id),
    ...opened,
  });
  return (
    <Loaded query={found}>
      {({ number, whereabouts, damaged, notes }) => (
        <>
          {damaged.length > 0 ? <p role="alert">{t('damaged')}</p> : null}
          <Facts>
            <Fact name={t('number')}>
              {number ? (
                <a className={css.tel} href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
                  <Icon of={IconPhone} />
                  {number}
                </a>
              ) : (
                t(call.has_number ? 'number.erased' : 'number.none')
              )}
            </Fact>
            <Fact name={t('whereabouts')}>{whereabouts || t('whereabouts.none')}</Fact>
            {Object.entries(notes).map(([step, note]) => (
              <Fact key={step} name={t('note')}>
                {note}
              </Fact>
            ))}
          </Facts>
        </>
      )}
    </Loaded>
  );
}
