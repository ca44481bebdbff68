import { Suspense } from 'react';
import { useWords } from '../lib/i18n';
import { paths } from '../lib/paths';
import { singlesOff } from '../lib/shortcuts';
import { care } from './care/words';
import { Checkbox } from './Field';
import css from './KeysSheet.module.css';
import { Sheet } from './Sheet';
import type { RailItem } from './StaffFrame';
import { common } from './words';

/** The list behind "?". */
export function KeysSheet({
  open,
  onClose,
  rail,
}: {
  open: boolean;
  onClose: () => void;
  rail: readonly RailItem[];
}) {
  const t = useWords(common);
  return (
    <Sheet open={open} onClose={onClose} title={t('keys')} centred>
      <Suspense>
        <Keys rail={rail} />
      </Suspense>
      <Checkbox
        label={t('keys.single')}
        checked={!singlesOff.use()}
        onChange={(event) => singlesOff.set(!event.target.checked)}
      />
    </Sheet>
  );
}

/** What charts listen to while they have the focus. */
const ON_CHARTS = [
  ['← →', 'keys.period'],
  ['↑ ↓', 'keys.line'],
  ['A', 'keys.flag'],
  ['T', 'keys.table'],
] as const;

/** What pages for counsellors listen to, beside what holds everywhere. */
const ON_PAGES = [
  ['J K', 'keys.move'],
  ['N', 'keys.note'],
  ['R', 'keys.risk'],
  ['[ ]', 'keys.week'],
  ['Ctrl S', 'keys.save'],
  ['Ctrl Enter', 'keys.sign'],
] as const;

function Keys({ rail }: { rail: readonly RailItem[] }) {
  const t = useWords(common);
  const c = useWords(care);
  const offered = (path: string) => rail.some((item) => item.path === path);
  const rows = [
    ...rail.flatMap((item) => (item.keys ? [[item.keys, item.label] as const] : [])),
    ...(offered(paths.cases) ? ON_PAGES.map(([keys, act]) => [keys, c(act)] as const) : []),
    ...(offered(paths.explore) ? ON_CHARTS.map(([keys, act]) => [keys, t(act)] as const) : []),
    ['.', t('lock')] as const,
    ['Shift ×3', t('leave.quickly')] as const,
    ['?', t('keys.show')] as const,
  ];
  return (
    <dl className={css.keys}>
      {rows.map(([keys, act]) => (
        <div key={keys}>
          <dt>
            {keys.split(/ (?!×)/).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{act}</dd>
        </div>
      ))}
    </dl>
  );
}
