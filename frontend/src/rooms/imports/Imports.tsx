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
const COMMAND = './dev manage workload import FILE --format acd-log --site S --as-month YYYY-MM';
const FLAG = './dev manage workload flag --site S --day YYYY-MM-DD --kind KIND --zh NAME --en NAME';
const KINDS = 'shifts, quality_checks, penalties, other';
const REDATE = '--as-month';
const COLUMNS = [
  'vru+line', 'call_id', 'customer_id', 'priority', 'type', 'date',
  'vru_entry', 'vru_exit', 'vru_time', 'q_start', 'q_exit', 'q_time',
  'outcome', 'ser_start', 'ser_exit', 'ser_time', 'server',
] as const; // biome-ignore format: six a row

/** What was imported, what was left out, and how to import. */
export default function Imports() {
  const t = useWords(words);
  const query = useImports();
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.lead}>{t('lead')}</p>
      <How />
      <HowToFlag />
      <Loaded query={query} empty={<Empty>{t('empty')}</Empty>}>
        {(imports) => <Months imports={imports} />}
      </Loaded>
    </>
  );
}

/** A month at a time, the newest open; older ones behind their names. */
function Months({ imports }: { imports: readonly Import[] }) {
  const t = useWords(words);
  const { lang } = useLang();
  const months = [...new Set(imports.map((one) => one.month))];
  return (
    <section aria-label={t('title')}>
      {months.map((month, at) => {
        const of = imports.filter((one) => one.month === month);
        return (
          <details key={month} className={css.month} open={at === 0}>
            <summary>{t('month.sites', { month: periodLabel(month, lang), n: of.length })}</summary>
            <ul className={css.cards}>
              {of.map((one) => (
                <OneImport key={one.id} one={one} />
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

function OneImport({ one }: { one: Import }) {
  const t = useWords(words);
  const { lang } = useLang();
  const number = new Intl.NumberFormat(tagOf(lang));
  const moment = new Intl.DateTimeFormat(tagOf(lang), { dateStyle: 'medium', timeStyle: 'short' });
  const facts: [string, string][] = [
    [t('lines'), number.format(one.lines)],
    [t('rejected'), one.rejected === 0 ? t('all') : number.format(one.rejected)],
    [t('version'), t(one.shown ? 'version.shown' : 'version.old', { n: one.version })],
    [t('at'), moment.format(new Date(one.imported_at))],
  ];
  return (
    <li className={css.card} data-old={one.shown ? undefined : ''}>
      <strong>{pick(one.site, 'name', lang)}</strong>
      <span>{t(`format.${one.format}`)}</span>
      {one.redated_from ? (
        <span>{t('redated', { month: periodLabel(one.redated_from, lang) })}</span>
      ) : null}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
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
        <li>
          {t('how.acd-log')} <code>{COLUMNS.join(' ')}</code>
        </li>
        <li>{t('how.redate', { option: REDATE })}</li>
        <li>{t('how.lines')}</li>
        <li>{t('how.again')}</li>
        <li>{t('how.ten')}</li>
      </ul>
    </Card>
  );
}

function HowToFlag() {
  const t = useWords(words);
  return (
    <Card labelledBy="flag">
      <h2 id="flag">{t('flag.how')}</h2>
      <p>{t('flag.what')}</p>
      <p className={css.command}>
        <code>{FLAG}</code>
      </p>
      <ul className={css.rules}>
        <li>
          {t('flag.kinds')} <code>{KINDS}</code>
        </li>
        <li>{t('flag.after')}</li>
      </ul>
    </Card>
  );
}
