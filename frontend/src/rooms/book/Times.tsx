import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { type Service, type Slot, useServices, useSlots, type Way } from '../../api/booking';
import { useHouseZone } from '../../api/session';
import { useWhoSees } from '../../api/whoSees';
import { pick, useLang, useWords } from '../../lib/i18n';
import { type Moving, nowMoving } from '../../lib/moving';
import { now } from '../../lib/now';
import { paths } from '../../lib/paths';
import { span } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ErrorCard } from '../../ui/ErrorCard';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { ZoneNote } from '../../ui/ZoneNote';
import { Days } from './Days';
import { Filters, Ways } from './Filters';
import { go, useJourney } from './journey';
import { Lost } from './Lost';
import { stepBack, stepIn, useStepBack } from './steps';
import css from './Times.module.css';
import { ANY, counsellorsOf, daysOf, type Wish, zoneOf } from './times';
import { words } from './words';

const confirm = () => import('./Confirm');
const Confirm = lazy(confirm);

/** Times of what was chosen. Loaded anew, the page no longer knows it, and says so. */
export default function Times() {
  const { service, booked } = useJourney(); // booked: on its way to the next page
  return service || booked || nowMoving() ? <List /> : <Lost />;
}

/** Times of a service. A tap on one opens what is to be confirmed, beside the list on a desk. */
function List() {
  const t = useWords(words);
  const services = useServices();
  const { service: wanted, choice } = useJourney();
  const moving = nowMoving();
  useAhead();
  useStepBack();
  return (
    <div className={css.split} data-chosen={choice ? '' : undefined}>
      <div className={css.list}>
        <PageTitle>{t(moving ? 'times.move' : 'times.title')}</PageTitle>
        <Loaded query={services} waiting={<Skeleton lines={8} />}>
          {(all) => {
            const code = moving?.service ?? wanted?.code;
            const service = all.find((one) => one.code === code) ?? all[0];
            return service ? (
              <TimesOf key={service.code} service={service} moving={moving} />
            ) : null;
          }}
        </Loaded>
      </div>
      <Panel>
        {choice ? (
          <Suspense fallback={<Skeleton lines={6} />}>
            <Confirm />
          </Suspense>
        ) : (
          <p className={css.wait}>{t('times.wait')}</p>
        )}
      </Panel>
    </div>
  );
}

/** What the next step shows is fetched while a time is being chosen: nothing moves there later. */
function useAhead(): void {
  useWhoSees();
  useEffect(() => {
    confirm();
  }, []);
}

function Panel({ children }: { children: ReactNode }) {
  return <div className={css.panel}>{children}</div>;
}

/** The way to meet that is chosen, as long as the service can be had so; else its first. */
function wayOf(service: Service, wanted: string | null | undefined): Way {
  const found = service.modalities.find((way) => way === wanted) ?? service.modalities[0];
  return (found ?? 'text') as Way;
}

function TimesOf({ service, moving }: { service: Service; moving: Moving | null }) {
  const journey = useJourney();
  const way = wayOf(service, journey.way ?? moving?.way);
  return (
    <>
      {moving ? <Kept moving={moving} /> : <Chosen service={service} />}
      <Ways
        ways={service.modalities as Way[]}
        chosen={way}
        onChoose={(next) => {
          go({ service, way: next });
          stepBack();
        }}
      />
      <Offered service={service} way={way} keeper={moving?.counsellor ?? null} />
    </>
  );
}

function Chosen({ service }: { service: Service }) {
  const t = useWords(words);
  const { lang } = useLang();
  return (
    <div className={css.service}>
      <span>
        {pick(service, 'name', lang)} · {t('minutes', { n: service.minutes })}
      </span>
      <Link href={paths.book} replace>
        {t('times.change')}
      </Link>
    </div>
  );
}

function Kept({ moving }: { moving: Moving }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  return (
    <Card tone="info">
      <p>
        {t('times.kept')} <b>{span(moving.start, moving.end, lang, zone)}</b>
      </p>
    </Card>
  );
}

/** `keeper`: the one counsellor whose times are shown, when a session is being moved. */
function Offered({ service, way, keeper }: { service: Service; way: Way; keeper: string | null }) {
  const t = useWords(words);
  const { lang } = useLang();
  const any = { ...ANY, counsellor: keeper ?? ANY.counsellor };
  const [wish, setWish] = useState(any);
  const slots = useSlots(service.code, way);
  const pages = slots.data?.pages;
  if (!pages) {
    if (!slots.isError) return <Skeleton lines={8} />;
    return <ErrorCard failure={slots.error} onRetry={() => slots.refetch()} />;
  }
  const zone = zoneOf(pages);
  const daysFor = (wanted: Wish) => daysOf(pages, wanted, now(), lang);
  const choose = (slot: Slot) => {
    const noCardOpen = pages[0]?.no_card_open ?? false;
    go({ service, way, zone, noCardOpen, choice: { service: service.code, slot, way } });
    stepIn();
  };
  return (
    <>
      <Filters wish={wish} counsellors={keeper ? [] : counsellorsOf(pages)} onChange={setWish} />
      <ZoneNote zone={zone} />
      <Days
        days={daysFor(wish)}
        all={daysFor(any)}
        zone={zone}
        onChoose={choose}
        onReset={() => setWish(any)}
      />
      {slots.hasNextPage ? (
        <Button
          variant="default"
          wide
          busy={slots.isFetchingNextPage}
          onClick={() => slots.fetchNextPage()}
        >
          {t('times.later')}
        </Button>
      ) : null}
      {slots.isFetchNextPageError ? <ErrorCard failure={slots.error} /> : null}
    </>
  );
}
