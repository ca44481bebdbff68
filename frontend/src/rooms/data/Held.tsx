import type { components } from '../../api/schema';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import css from './Data.module.css';
import { words } from './words';

type Kind = components['schemas']['KindOut'];

/** What is held by kind, with count and how long; what there is nothing of, in one line. */
export function Held({
  kinds,
  keyMadeOn,
  keyWaits,
}: {
  kinds: readonly Kind[];
  keyMadeOn: string | null;
  keyWaits: boolean;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const name = ({ kind }: Kind) => t(`kind.${kind}` as 'kind.notes');
  const some = kinds.filter((kind) => kind.count > 0);
  const none = kinds.filter((kind) => kind.count === 0);
  return (
    <section aria-labelledby="held" className={css.section}>
      <h2 id="held">{t('held')}</h2>
      <p className={css.muted}>
        {t('held.line')}{' '}
        {keyMadeOn ? t('held.key', { date: day(`${keyMadeOn}T12:00:00Z`, lang, 'UTC') }) : null}
      </p>
      {keyWaits ? <p>{t('held.waits')}</p> : null}
      <dl className={css.held}>
        {some.map((kind) => (
          <div key={kind.kind}>
            <dt>{name(kind)}</dt>
            <dd className={css.count}>{kind.count}</dd>
            <dd className={css.kept}>{t(`kept.${kind.kept}` as 'kept.trail')}</dd>
          </div>
        ))}
      </dl>
      {none.length > 0 ? (
        <p className={css.muted}>{t('held.none', { kinds: none.map(name).join(' · ') })}</p>
      ) : null}
    </section>
  );
}
