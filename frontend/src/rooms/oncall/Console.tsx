import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../api/session';
import { useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { Empty } from '../../ui/Empty';
import { Checkbox } from '../../ui/Field';
import { Hidden } from '../../ui/Hidden';
import { Loaded } from '../../ui/Loaded';
import { CallCard } from './CallCard';
import { type Call, heardOf } from './clocks';
import { useConsole } from './console';
import { Duty } from './Duty';
import css from './OnCall.module.css';
import { Past } from './Past';
import { sound } from './sound';
import { words } from './words';

/** Every call with its running clock, oldest first. */
export function Console() {
  const t = useWords(words);
  const console = useConsole();
  const onCall = useSession().session.roles.includes('on_call');
  const [loud, setLoud] = useState(false);
  return (
    <>
      <div className={css.top}>
        {onCall ? <Duty /> : null}
        <Checkbox
          label={t('sound')}
          checked={loud}
          onChange={(event) => {
            setLoud(event.target.checked);
            if (event.target.checked) sound();
          }}
        />
      </div>
      <Loaded query={console}>
        {(found) => (
          <>
            <Aloud calls={found.open} behind={found.behind} loud={loud} />
            <section aria-labelledby="open">
              <h2 id="open">{t('open')}</h2>
              {found.open.length === 0 ? <Empty>{t('none')}</Empty> : null}
              <ul className={css.calls}>
                {found.open.map((call) => (
                  <CallCard key={call.id} call={call} behind={found.behind} />
                ))}
              </ul>
            </section>
            {found.closed.length > 0 ? <Past calls={found.closed} /> : null}
          </>
        )}
      </Loaded>
    </>
  );
}

/** Says what must be heard: a new call, five, two and one minutes left, and the breach. */
function Aloud({ calls, behind, loud }: { calls: readonly Call[]; behind: number; loud: boolean }) {
  const t = useWords(words);
  const now = useNow(1_000).getTime() + behind;
  const before = useRef(now);
  const known = useRef(new Set(calls.map(({ id }) => id)));
  const [said, say] = useState('');
  useEffect(() => {
    const heard = heardOf(calls, known.current, before.current, now);
    known.current = new Set([...known.current, ...calls.map(({ id }) => id)]);
    before.current = now;
    if (!heard) return;
    say(heard.what === 'left' ? t('said.left', { n: heard.minutes }) : t(`said.${heard.what}`));
    if (loud) sound();
  }, [calls, now, loud, t]);
  return (
    <div role="alert">
      <Hidden>{said}</Hidden>
    </div>
  );
}
