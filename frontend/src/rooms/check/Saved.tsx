import { useMutation } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import type { components } from '../../api/schema';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './check.module.css';
import { words } from './words';

type Opened = components['schemas']['OpenedCheckOut'];

/** One's own kept results, opened only when asked for: each opening is in the access log. */
export function Saved() {
  const t = useWords(words);
  const opening = useMutation({
    mutationFn: async () => (await read(api.POST('/api/v1/checks/saved/open'))).checks,
  });
  return (
    <section className={css.saved} aria-labelledby="saved">
      <h2 id="saved">{t('saved')}</h2>
      {opening.data ? (
        <List checks={opening.data} onChange={() => opening.mutate()} />
      ) : (
        <Button variant="light" wide busy={opening.isPending} onClick={() => opening.mutate()}>
          {t('saved.open')}
        </Button>
      )}
      {opening.isError ? <ErrorCard failure={opening.error} /> : null}
    </section>
  );
}

function List({ checks, onChange }: { checks: readonly Opened[]; onChange: () => void }) {
  const t = useWords(words);
  if (checks.length === 0) return <p>{t('saved.none')}</p>;
  return (
    <>
      <ZoneNote />
      <ul className={css.list}>
        {checks.map((one) => (
          <One key={one.id} one={one} onChange={onChange} />
        ))}
      </ul>
    </>
  );
}

function One({ one, onChange }: { one: Opened; onChange: () => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useHouseZone();
  const removing = useMutation({
    mutationFn: () =>
      read(
        api.DELETE('/api/v1/checks/saved/{check_id}', { params: { path: { check_id: one.id } } }),
      ),
    onSuccess: onChange,
  });
  const said = () => {
    if (one.damaged || !one.result) return t('saved.damaged');
    const { total, highest } = one.result;
    return total === null ? t('saved.row.none') : t('saved.row', { total, highest });
  };
  return (
    <li>
      <span>
        <time dateTime={one.at}>{dayAndClock(one.at, lang, zone)}</time>
        <br />
        <span lang={one.measure.language}>{one.measure.title}</span> · {said()}
        {one.shared ? ` · ${t('saved.shared')}` : null}
      </span>
      <Button variant="subtle" busy={removing.isPending} onClick={() => removing.mutate()}>
        {t('saved.delete')}
      </Button>
    </li>
  );
}
