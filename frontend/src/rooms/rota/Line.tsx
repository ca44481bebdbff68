import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { IconAlert, IconPhone } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import type { Removable } from './data';
import type { Entry } from './days';
import css from './Rota.module.css';
import { useHours } from './spoken';
import { words } from './words';

/**
 * One line of a day: a shift, hours declared hotline-only, or hours nobody has. `newcomer`: whoever
 * has the shift has never signed in.
 */
export function Line({
  entry,
  newcomer,
  date,
  present,
  zone,
  onFill,
  onRemove,
}: {
  entry: Entry;
  newcomer: boolean;
  date: string;
  present: string | null;
  zone: string;
  onFill: (gap: { start: string; end: string }) => void;
  onRemove: (what: Removable) => void;
}) {
  const t = useWords(words);
  const hours = useHours(date, present, zone)(entry);
  if (entry.kind === 'gap') {
    return (
      <li data-kind="gap">
        <p className={css.hours}>{hours}</p>
        <p>
          <Tag tone="warn" icon={IconAlert}>
            {t('gap')}
          </Tag>{' '}
          {t('gap.line')}
        </p>
        <Button
          variant="default"
          aria-label={t('gap.fill.of', { hours })}
          onClick={() => onFill(entry)}
        >
          {t('gap.fill')}
        </Button>
      </li>
    );
  }
  return (
    <li>
      <p className={css.hours}>{hours}</p>
      {entry.kind === 'shift' ? (
        <p>
          <b>{entry.of.name}</b> <small>{t(`level.${entry.of.level}` as 'level.1')}</small>{' '}
          {newcomer ? (
            <Tag tone="warn" icon={IconAlert}>
              {t('newcomer')}
            </Tag>
          ) : null}
        </p>
      ) : (
        <p>
          <Tag tone="info" icon={IconPhone}>
            {t('hotline')}
          </Tag>
        </p>
      )}
      <Button
        variant="subtle"
        aria-label={t('remove.of', {
          what: entry.kind === 'shift' ? entry.of.name : t('hotline'),
          hours,
        })}
        onClick={() => onRemove(entry)}
      >
        {t('remove')}
      </Button>
    </li>
  );
}
