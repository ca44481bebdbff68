import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { day } from '../../lib/time';
import { CaseName } from '../../ui/care/CaseName';
import { Risk } from '../../ui/care/Risk';
import { care } from '../../ui/care/words';
import { IconPencil } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import type { CaseLine } from './Cases';
import css from './Cases.module.css';
import { words } from './words';

const COLUMNS = ['case', 'risk', 'state', 'sessions', 'last', 'next', 'notes'] as const;

/** The caseload; on a narrow screen each line becomes a small card. */
export function CaseTable({ lines }: { lines: readonly CaseLine[] }) {
  const t = useWords(words);
  return (
    <table className={css.table}>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {t(`col.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ line }: { line: CaseLine }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  const zone = useZone();
  const on = (moment: string | null, none: 'never' | 'never.next' = 'never') =>
    moment ? <time dateTime={moment}>{day(moment, lang, zone)}</time> : t(none);
  return (
    <tr>
      <th scope="row">
        <CaseName of={line} link />
      </th>
      <td>
        <Risk level={line.risk_level} />
      </td>
      <td>{c(`state.${line.state}` as 'state.active')}</td>
      <td data-name={t('col.sessions')}>{line.sessions_done}</td>
      <td data-name={t('col.last')} data-none={line.last_session_at ? undefined : ''}>
        {on(line.last_session_at)}
      </td>
      <td data-name={t('col.next')} data-none={line.next_session_at ? undefined : ''}>
        {on(line.next_session_at, 'never.next')}
      </td>
      <td>
        {line.unsigned_notes > 0 ? (
          <Tag tone="warn" icon={IconPencil}>
            {t('notes.count', { n: line.unsigned_notes })}
          </Tag>
        ) : null}
      </td>
    </tr>
  );
}
