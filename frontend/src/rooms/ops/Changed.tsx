import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useHappenings, usePulse, useUse } from '../../api/figures';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { addressOf } from '../../ui/figures/address';
import { pulseNote } from '../../ui/figures/notes';
import { useFigureWords } from '../../ui/figures/sentences';
import { type Move, movesOfDrivers, movesOfPulse, movesOfUse } from './moves';
import css from './ops.module.css';
import { words } from './words';

/** What moved by more than chance since the last time, a line each, and where flags are compared. */
export function Changed() {
  const t = useWords(words);
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

/** Where each flag is compared before and after: at sites that the pulse shows by themselves. */
function Followed() {
  const t = useWords(words);
  const { lang } = useLang();
  const known = useKnown();
  const found = usePulse('score', 'site').data;
  const begun = found?.waves[0]?.opens_on;
  const flags = useHappenings().filter(
    ({ day, site }) =>
      begun !== undefined && day >= begun && found?.lines.some(({ code }) => code === site.code),
  );
  if (flags.length === 0 || !known(paths.explore)) return null;
  return (
    <ul className={css.followed}>
      {flags.map((flag) => (
        <li key={`${flag.site.code} ${flag.day} ${flag.name_en}`}>
          {t('followed', { name: pick(flag, 'name', lang), site: pick(flag.site, 'name', lang) })}
          <Link
            href={addressOf({
              source: 'pulse',
              code: 'score',
              split: 'site',
              site: flag.site.code,
            })}
          >
            {t('followed.see')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
