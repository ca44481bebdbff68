import type { Counsellor, Way } from '../../api/booking';
import { pick, useLang, useWords } from '../../lib/i18n';
import { Checkbox, SelectField } from '../../ui/Field';
import css from './Times.module.css';
import type { Wish } from './times';
import { words } from './words';

/** How to meet: one of a few, all in sight. */
export function Ways({
  ways,
  chosen,
  onChoose,
}: {
  ways: readonly Way[];
  chosen: Way;
  onChoose: (way: Way) => void;
}) {
  const t = useWords(words);
  return (
    <fieldset className={css.ways}>
      <legend>{t('times.way')}</legend>
      {ways.map((way) => (
        <label key={way}>
          <input type="radio" name="way" checked={way === chosen} onChange={() => onChoose(way)} />
          {t(`way.${way}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** What else a person may care about; closed until asked for. */
export function Filters({
  wish,
  counsellors,
  onChange,
}: {
  wish: Wish;
  /** Whom to choose from; nobody when there is no choice. */
  counsellors: readonly Counsellor[];
  onChange: (wish: Wish) => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const any = { value: '', label: t('times.any') };
  return (
    <details className={css.filters}>
      <summary>{t('times.more')}</summary>
      <SelectField
        label={t('times.language')}
        options={[any, { value: 'zh-Hans', label: '中文' }, { value: 'en', label: 'English' }]}
        value={wish.language}
        onChange={(language) => onChange({ ...wish, language })}
      />
      {counsellors.length > 0 ? (
        <SelectField
          label={t('times.counsellor')}
          options={[
            any,
            ...counsellors.map((one) => ({ value: one.id, label: pick(one, 'name', lang) })),
          ]}
          value={wish.counsellor}
          onChange={(counsellor) => onChange({ ...wish, counsellor })}
        />
      ) : null}
      <Checkbox
        label={t('times.evening')}
        checked={wish.evening}
        onChange={(event) => onChange({ ...wish, evening: event.target.checked })}
      />
    </details>
  );
}
