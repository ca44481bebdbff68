import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { usePulse, useUse } from '../../api/figures';
import { useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { pulseNote } from '../../ui/figures/notes';
import { useFigureWords } from '../../ui/figures/sentences';
import { Followed } from './Followed';
import { type Move, movesOfDrivers, movesOfPulse, movesOfUse } from './moves';
import css from './ops.module.css';
import { words } from './words';

/** What moved by more than chance since the last time, a line each, and what followed each flag. */
export function Changed() {
  const t = useWords(words);
  const known = useKnown();
  const moves = useMoves();
  return (
    <>
      {moves ? (
        <section className={css.changed}>
          <p>{t(moves.length === 0 ? 'changed.nothing' : 'changed')}</p>
          <ul>
            {moves.map((move) => (
              <Moved key={`${move.what} ${move.where}`} move={move} />
            ))}
          </ul>
        </section>
      ) : null}
      <Followed />
      {known(paths.imports) ? (
        <p>
          <Link href={paths.imports}>{t('followed.add')}</Link>
        </p>
      ) : null}
    </>
  );
}

function Moved({ move }: { move: Move }) {
  const { what, where, side, earlier, sizes, meaning, chart } = move;
  const t = useWords(words);
  return (
    <li>
      <ToChart href={chart}>{t('changed.what', { what, where })}</ToChart>
      {t(`changed.${side}`, { before: earlier })}
      {sizes ? t('changed.sizes', sizes) : ''}
      {t(`changed.${meaning}`)}
    </li>
  );
}

/** A way to the chart, for those who may see it. */
function ToChart({ href, children }: { href: string; children: ReactNode }) {
  const known = useKnown();
  return known(paths.explore) ? <Link href={href}>{children}</Link> : children;
}

/** Everything that moved; undefined while it is on its way or before there is anything to compare. */
function useMoves(): Move[] | undefined {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const pulse = usePulse('score', 'overall').data;
  const sites = usePulse('score', 'site').data;
  const use = useUse().data;
  if (!pulse || !sites || !use || pulse.waves.length < 2) return undefined;
  const note = pulseNote(t);
  return [
    ...movesOfPulse(pulse, 'overall', lang, note),
    ...movesOfPulse(sites, 'site', lang, note),
    ...movesOfDrivers(pulse, own('people.everyone'), lang, note),
    ...[use.openings, use.utilisation].flatMap((one) => (one ? movesOfUse(one, lang) : [])),
  ];
}
