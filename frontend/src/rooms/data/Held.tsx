import type { components } from '../../api/schema';
import { useWords } from '../../lib/i18n';
import css from './Data.module.css';
import { words } from './words';

type Kind = components['schemas']['KindOut'];

/** What is held by kind, with count and how long; what there is nothing of, in one line. */
export function Held({ kinds }: { kinds: readonly Kind[] }) {
  const t = useWords(words);
  const name = ({ kind }: Kind) => t(`kind.${kind}` as 'kind.notes');
  const some = kinds.filter((kind) => kind.count > 0);
  const none = kinds.filter((kind) => kind.count === 0);
  return (
    <section aria-labelledby="held" className={css.section}>
      <h2 id="held">{t('held')}</h2>
      <p className={css.muted}>{t('held.line')}</p>
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
