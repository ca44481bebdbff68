import { useState } from 'react';
import { useUnlockState } from '../../api/unlock';
import { useLang, useWords } from '../../lib/i18n';
import { troubleOf } from '../../lib/passkey';
import { paths } from '../../lib/paths';
import { day } from '../../lib/time';
import { Button, LinkButton } from '../../ui/Button';
import { Lines } from '../../ui/List';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Refusal } from '../../ui/Refusal';
import { Told } from './ByPasskey';
import { useAddingPasskey, useOffersPasskeys, usePasskeys, useRemovingPasskey } from './passkeys';
import css from './signin.module.css';
import { words } from './words';

type Listed = NonNullable<ReturnType<typeof usePasskeys>['data']>[number];

/** What opens one's notes besides the passphrase: devices, added and removed. */
export default function YourKey() {
  const t = useWords(words);
  const state = useUnlockState();
  const known = usePasskeys();
  return (
    <div className={css.page}>
      <PageTitle section={t('key.title')}>{t('key.title')}</PageTitle>
      <p>{t('key.line')}</p>
      <Loaded query={state}>
        {({ is_set, kinds }) => (
          <>
            <h2>{t('key.devices')}</h2>
            <Loaded query={known}>
              {(list) => (
                <>
                  <List of={list} />
                  {is_set && kinds.includes('care') ? <Add known={list} /> : <Closed />}
                </>
              )}
            </Loaded>
          </>
        )}
      </Loaded>
    </div>
  );
}

function List({ of }: { of: readonly Listed[] }) {
  const t = useWords(words);
  if (of.length === 0) return <p className={css.muted}>{t('key.none')}</p>;
  return (
    <Lines>
      {of.map((one) => (
        <Passkey key={one.id} of={one} />
      ))}
    </Lines>
  );
}

/** Only whoever has unlocked adds a device. */
function Closed() {
  const t = useWords(words);
  return (
    <>
      <p>{t('key.closed')}</p>
      <LinkButton href={paths.unlock} variant="default">
        {t('key.unlock')}
      </LinkButton>
    </>
  );
}

function Add({ known }: { known: readonly Listed[] }) {
  const t = useWords(words);
  const offers = useOffersPasskeys();
  if (offers === undefined) return null;
  if (!offers) return <p>{t('key.browser')}</p>;
  return (
    <>
      <p>{t('key.own')}</p>
      <p>{t('key.synced')}</p>
      <p>{t('key.stays')}</p>
      <Adding known={known} />
    </>
  );
}

function Adding({ known }: { known: readonly Listed[] }) {
  const t = useWords(words);
  const { act, halfway } = useAddingPasskey();
  const trouble = troubleOf(act.error);
  const added = known.some((one) => one.id === act.data?.id);
  return (
    <>
      {trouble ? (
        <Told>{halfway && trouble === 'cancelled' ? t('key.half') : t(`key.${trouble}`)}</Told>
      ) : (
        <Refusal
          failure={act.error}
          said={{
            unlock_again: t('key.again'),
            locked: t('key.again'),
            there_already: t('key.there'),
            too_many: t('key.many'),
            stale: t('key.late'),
            not_a_passkey: t('key.unable'),
          }}
        />
      )}
      <div role="status">{added ? <p>{t('key.added')}</p> : null}</div>
      <Button busy={act.isPending} onClick={() => act.mutate()}>
        {t(halfway ? 'key.confirm' : 'key.add')}
      </Button>
    </>
  );
}

function Passkey({ of }: { of: Listed }) {
  const t = useWords(words);
  const [asked, ask] = useState(false);
  const act = useRemovingPasskey();
  return (
    <li className={css.passkey}>
      <div>
        <p>{t(`device.${of.device}`)}</p>
        <Days of={of} />
      </div>
      {asked ? null : (
        <Button variant="default" onClick={() => ask(true)}>
          {t('key.remove')}
        </Button>
      )}
      {asked ? (
        <div className={css.asked}>
          <p>{t('key.remove.line')}</p>
          <Refusal failure={act.error} />
          <Button variant="light" busy={act.isPending} onClick={() => act.mutate(of.id)}>
            {t('key.remove.do')}
          </Button>
          <Button variant="default" onClick={() => ask(false)}>
            {t('key.remove.keep')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function Days({ of: { made_on, used_on } }: { of: Listed }) {
  const t = useWords(words);
  const { lang } = useLang();
  const on = (date: string) => day(`${date}T12:00:00Z`, lang, 'UTC');
  return (
    <p className={css.days}>
      {used_on
        ? t('key.days', { made: on(made_on), used: on(used_on) })
        : t('key.unused', { made: on(made_on) })}
    </p>
  );
}
