import type { Template } from '../../api/staff';
import { useWords } from '../../lib/i18n';
import css from './Note.module.css';
import { headingOf, inOrder, isBlank, type Sections } from './sections';
import { words } from './words';

/** A note's text for reading, under the headings it was written under. */
export function Reading({ template, sections }: { template: Template; sections: Sections }) {
  const t = useWords(words);
  if (isBlank(sections)) return <p className={css.small}>{t('blank')}</p>;
  return (
    <dl className={css.reading}>
      {inOrder(template, sections).map((name) => (
        <div key={name}>
          <dt>{t(headingOf(template, name))}</dt>
          <dd>{sections[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
