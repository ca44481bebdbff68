import { Link } from 'wouter';
import { type Service, useServices } from '../../api/booking';
import { anyOf, useDoor } from '../../api/doors';
import { pick, useLang, useWords } from '../../lib/i18n';
import { stopMoving } from '../../lib/moving';
import { paths } from '../../lib/paths';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import { IconChevronRight } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { go, write } from './journey';
import css from './Services.module.css';
import { words } from './words';

/** What can be booked, in plain words. One tap chooses; no reason is asked. */
export default function Services() {
  const t = useWords(words);
  const services = useServices();
  useDoor((door) => write({ card: anyOf(door.cards) }));
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <p className={css.line}>{t('line')}</p>
      <Loaded query={services} waiting={<Skeleton lines={8} />} empty={<Empty>{t('none')}</Empty>}>
        {(all) => (
          <ul className={css.services}>
            {all.map((service) => (
              <li key={service.code}>
                <Choice service={service} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <p className={css.line}>{t('unsure')}</p>
    </>
  );
}

function Choice({ service }: { service: Service }) {
  const t = useWords(words);
  const { lang } = useLang();
  const choose = () => {
    stopMoving();
    go({ service, way: null, choice: null });
  };
  return (
    <Link className={css.service} href={paths.times} replace onClick={choose}>
      <span>
        <b>{pick(service, 'name', lang)}</b>
        <span>{pick(service, 'line', lang)}</span>
        <small>
          {t('minutes', { n: service.minutes })}
          {service.modalities.map((way) => ` · ${t(`way.${way}` as 'way.text')}`)}
        </small>
      </span>
      <Icon of={IconChevronRight} />
    </Link>
  );
}
