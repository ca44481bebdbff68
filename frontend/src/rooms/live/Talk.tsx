import { useEffect, useRef, useState } from 'react';
import type { Appointment } from '../../api/booking';
import { useHelp } from '../../api/help';
import { useHouseZone } from '../../api/session';
import { pick, useLang, useWords } from '../../lib/i18n';
import { clock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Damage } from '../../ui/Damage';
import { Icon } from '../../ui/Icon';
import { IconPhone } from '../../ui/icons';
import { PageTitle } from '../../ui/PageTitle';
import { Sheet } from '../../ui/Sheet';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './Live.module.css';
import type { Line } from './thread';
import { useThread } from './useThread';
import { Writing } from './Writing';
import { words } from './words';

const CLOSES_MS = 900_000;

/** Both sides writing. Leaving it by any way clears it from the screen and from memory. */
export function Talk({ appointment, onEnd }: { appointment: Appointment; onEnd: () => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const { lines, standing, damage, send, sendAgain } = useThread(appointment.id);
  const [asking, setAsking] = useState(false);
  const until = clock(new Date(Date.parse(appointment.end) + CLOSES_MS), lang, zone);
  useEffect(() => {
    if (standing === 'closed') onEnd();
  }, [standing, onEnd]);
  return (
    <>
      <Always onEnd={() => setAsking(true)} />
      <PageTitle>{t('title')}</PageTitle>
      <p className={css.with}>
        {t('with', { name: pick(appointment.counsellor, 'name', lang), time: until })}
      </p>
      <ZoneNote />
      <Damage found={damage} />
      <Lines lines={lines} name={pick(appointment.counsellor, 'name', lang)} again={sendAgain} />
      <Writing away={standing === 'away'} onSend={send} />
      <Sheet open={asking} onClose={() => setAsking(false)} title={t('end.title')} centred>
        <p>{t('end.line')}</p>
        <p>{t('end.back', { time: until })}</p>
        <div className={css.ways}>
          <Button onClick={onEnd}>{t('end.yes')}</Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('end.no')}
          </Button>
        </div>
      </Sheet>
    </>
  );
}

/** In view however far one has scrolled: a voice, and the way out, are one tap away. */
function Always({ onEnd }: { onEnd: () => void }) {
  const t = useWords(words);
  const line = useHelp().lines.find(({ kind }) => kind === 'hotline');
  return (
    <div className={css.always}>
      {line ? (
        <a href={`tel:${line.number}`}>
          <Icon of={IconPhone} size={18} />
          {t('call', { number: line.number })}
        </a>
      ) : null}
      <Button variant="default" onClick={onEnd}>
        {t('safe')}
      </Button>
    </div>
  );
}

function Lines({
  lines,
  name,
  again,
}: {
  lines: readonly Line[];
  name: string;
  again: (line: Line) => void;
}) {
  const t = useWords(words);
  const end = useRef<HTMLDivElement>(null);
  const count = lines.length;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <div role="log" aria-label={t('title')} className={css.lines}>
      <p className={css.first}>{t('first')}</p>
      {lines.map((line) => (
        <Said key={line.key} line={line} name={line.mine ? t('you') : name} again={again} />
      ))}
      <div ref={end} className={css.end} />
    </div>
  );
}

function Said({ line, name, again }: { line: Line; name: string; again: (line: Line) => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  return (
    <div
      className={css.said}
      data-mine={line.mine || undefined}
      data-waiting={line.state !== 'here' || undefined}
    >
      <p>{line.text ?? t('damaged')}</p>
      <small>
        {name} {line.at ? clock(line.at, lang, zone) : null}
        {line.state === 'here' ? null : t(line.state)}
      </small>
      {line.state === 'lost' || line.state === 'refused' ? (
        <Button variant="subtle" onClick={() => again(line)}>
          {t('again')}
        </Button>
      ) : null}
    </div>
  );
}
