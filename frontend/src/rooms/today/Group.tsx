import { pick, useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { LinkButton } from '../../ui/Button';
import { Status } from '../../ui/care/Status';
import { IconGroup } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import type { DayGroup } from './order';
import { Tile } from './Tile';
import css from './Today.module.css';
import { words } from './words';

/** A group that one leads today: its name, how full it is and the way to its page. Nobody in it. */
export function Group({
  group,
  off,
  now,
  zone,
}: {
  group: DayGroup;
  off: boolean;
  now: Date;
  zone: string;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const [start, end] = [new Date(group.start), new Date(group.end)];
  const seats = { taken: group.capacity - group.free, capacity: group.capacity };
  return (
    <Tile {...{ start, end, off, now, zone }} running={!off && start <= now && now < end}>
      <div className={css.what}>
        <p>
          <b>{pick(group, 'title', lang)}</b>
          <span className={css.service}>{t('group.seats', seats)}</span>
        </p>
        <p className={css.tags}>
          <Tag tone="info" icon={IconGroup}>
            {t('group')}
          </Tag>
          {off ? <Status of="cancelled" /> : null}
        </p>
      </div>
      {off ? null : (
        <div className={css.acts}>
          <LinkButton variant="light" href={paths.staffGroup(group.id)}>
            {t('group.open')}
          </LinkButton>
        </div>
      )}
    </Tile>
  );
}
