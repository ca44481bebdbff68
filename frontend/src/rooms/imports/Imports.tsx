import { useImports } from '../../api/figures';
import type { components } from '../../api/schema';
import { pick, tagOf, useLang, useWords } from '../../lib/i18n';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { periodLabel } from '../../ui/figures/dates';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import css from './imports.module.css';
import { words } from './words';

type Import = components['schemas']['ImportOut'];

/** Typed on the server; the same in every language. */
const COMMAND = 'manage.py workload import FILE --format acd-log --site SITE';
const REDATE = '--as-month YYYY-MM';

/** What was imported, what was left out, and how to import. */
export default function Imports() {
  const t = useWords(words);
  const query = useImports();
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.lead}>{t('lead')}</p>
      <Loaded query={query} empty={<Empty>{t('empty')}</Empty>}>
        {(imports) => <List imports={imports} />}
      </Loaded>
      <How />
    </>
  );
}

const COLUMNS = ['month', 'site', 'format', 'lines', 'rejected', 'version', 'at'] as const;

function List({ imports }: { imports: readonly Import[] }) {
  const t = useWords(words);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keys
    <section className={css.scroll} tabIndex={0} aria-label={t('title')}>
      <table className={css.table}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <OneImport key={one.id} one={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OneImport({ one }: { one: Import }) {
  const t = useWords(words);
  const { lang } = useLang();
  const number = new Intl.NumberFormat(tagOf(lang));
  const moment = new Intl.DateTimeFormat(tagOf(lang), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <tr data-old={one.shown ? undefined : ''}>
      <th scope="row">
        {periodLabel(one.month, lang)}
        {one.redated_from ? (
          <small>{t('redated', { month: periodLabel(one.redated_from, lang) })}</small>
        ) : null}
      </th>
      <td>{pick(one.site, 'name', lang)}</td>
      <td>{t(`format.${one.format}`)}</td>
      <td>{number.format(one.lines)}</td>
      <td>{one.rejected === 0 ? t('all') : number.format(one.rejected)}</td>
      <td>{t(one.shown ? 'version.shown' : 'version.old', { n: one.version })}</td>
      <td>
        <time dateTime={one.imported_at}>{moment.format(new Date(one.imported_at))}</time>
      </td>
    </tr>
  );
}

function How() {
  const t = useWords(words);
  return (
    <Card labelledBy="how">
      <h2 id="how">{t('how')}</h2>
      <p>{t('how.where')}</p>
      <p className={css.command}>
        <code>{COMMAND}</code>
      </p>
      <ul className={css.rules}>
        <li>{t('how.acd-log')}</li>
        <li>{t('how.redate', { option: REDATE })}</li>
        <li>{t('how.lines')}</li>
        <li>{t('how.again')}</li>
        <li>{t('how.ten')}</li>
      </ul>
    </Card>
  );
}
