import { Link, useParams } from 'wouter';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useNow } from '../../lib/now';
import { paths } from '../../lib/paths';
import { Icon } from '../../ui/Icon';
import { IconChevronLeft } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { type Roster, useRoster } from './data';
import css from './Groups.module.css';
import { Seats } from './Seats';
import { Stands } from './Stands';
import { isOver } from './steps';
import { Filling, When } from './When';
import { Where } from './Where';
import { words } from './words';

/** One group as its leader sees it: who is in it, by nickname, and where it stands. */
export default function Group() {
  const t = useWords(words);
  const { gid } = useParams<{ gid: string }>();
  const roster = useRoster(gid);
  return (
    <>
      <p className={css.back}>
        <Link href={paths.staffGroups}>
          <Icon of={IconChevronLeft} size={18} />
          {t('back')}
        </Link>
      </p>
      <Loaded query={roster} waiting={<Skeleton lines={10} />}>
        {(found) => <Page found={found} />}
      </Loaded>
    </>
  );
}

function Page({ found }: { found: Roster }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { group, seats } = found;
  const begun = new Date(group.start) <= useNow(30_000);
  return (
    <>
      <PageTitle section={t('page')}>{pick(group, 'title', lang)}</PageTitle>
      <div className={css.when}>
        <When group={group} />
        {isOver(group.state) ? null : <Where />}
      </div>
      <div className={css.page}>
        <div>
          <section className={css.card} aria-labelledby="roster">
            <h2 id="roster">{t('roster')}</h2>
            <Filling group={group} />
            <Seats group={group} seats={seats} marks={begun && !isOver(group.state)} />
          </section>
          <Waiting count={group.waiting} />
        </div>
        <Stands group={group} />
      </div>
    </>
  );
}

function Waiting({ count }: { count: number }) {
  const t = useWords(words);
  return (
    <section className={css.card} aria-labelledby="waiting">
      <h2 id="waiting">{t('wait.title')}</h2>
      <p className={css.muted}>{count === 0 ? t('wait.none') : t('wait.line', { n: count })}</p>
    </section>
  );
}
