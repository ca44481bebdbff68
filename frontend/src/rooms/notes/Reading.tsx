import { useWords } from '../../lib/i18n';
import css from './Note.module.css';
import { isBlank, SECTIONS, type Sections } from './sections';
import { words } from './words';

/** A note's text for reading: every section that holds something, whatever the layout. */
export function Reading({ sections }: { sections: Sections }) {
  const t = useWords(words);
  if (isBlank(sections)) return <p className={css.small}>{t('blank')}</p>;
  return (
    <dl className={css.reading}>
      {SECTIONS.filter((name) => sections[name]?.trim()).map((name) => (
        <div key={name}>
          <dt>{t(`any.${name}`)}</dt>
          <dd>{sections[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
