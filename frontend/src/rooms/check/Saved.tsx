import { useMutation } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import type { components } from '../../api/schema';
import { useHouseZone } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Damage } from '../../ui/Damage';
import { ErrorCard } from '../../ui/ErrorCard';
import { ZoneNote } from '../../ui/ZoneNote';
import css from './check.module.css';
import { words } from './words';

type Opened = components['schemas']['OpenedCheckOut'];
type Found = components['schemas']['OpenedChecksOut'];

/** One's own kept results, opened only when asked for: each opening is in the access log. */
export function Saved() {
  const t = useWords(words);
  const opening = useMutation({
    mutationFn: () => read(api.POST('/api/v1/checks/saved/open')),
  });
  return (
    <section className={css.saved} aria-labelledby="saved">
      <h2 id="saved">{t('saved')}</h2>
      {opening.data ? (
        <List found={opening.data} onChange={() => opening.mutate()} />
      ) : (
        <Button variant="light" wide busy={opening.isPending} onClick={() => opening.mutate()}>
          {t('saved.open')}
        </Button>
      )}
      {opening.isError ? <ErrorCard failure={opening.error} /> : null}
    </section>
  );
}

function List({ found, onChange }: { found: Found; onChange: () => void }) {
  const t = useWords(words);
  const { checks, damage } = found;
  if (checks.length === 0 && !damage.reference) return <p>{t('saved.none')}</p>;
  return (
    <>
      <Damage found={damage} />
      <ZoneNote />
      <ul className={css.list}>
        {checks.map((one) => (
          <One key={one.id} one={one} reference={damage.reference} onChange={onChange} />
        ))}
      </ul>
    </>
  );
}

function One({
  one,
  reference,
  onChange,
}: {
  one: Opened;
  reference: string;
  onChange: () => void;
}) {
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
    if (one.damaged || !one.result) return t('saved.damaged', { reference });
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
