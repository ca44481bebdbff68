import { usePulse, useUse } from '../../api/figures';
import { type Lang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import { pulseNote } from '../../ui/figures/notes';
import { inARow, useFigureWords } from '../../ui/figures/sentences';
import { type FigureLine, figuresOfPulse, figuresOfUse } from '../../ui/figures/shape';
import css from './ops.module.css';
import { words } from './words';

/** What moved by more than chance since the last time, in one line; nothing while it is on its way. */
export function Changed() {
  const own = useWords(words);
  const { t, lang } = useFigureWords();
  const pulse = usePulse('score', 'overall').data;
  const sites = usePulse('score', 'site').data;
  const use = useUse().data;
  if (!pulse || !sites || !use || pulse.waves.length < 2) return null;
  const note = pulseNote(t);
  const served = [use.openings, use.utilisation].flatMap((found) =>
    found ? figuresOfUse(found, lang).series.map((line) => named(own('use'), line)) : [],
  );
  const asked = [pulse, sites].flatMap((found) =>
    figuresOfPulse(found, lang, note).series.map((line) => named(own('pulse'), line)),
  );
  const drivers = figuresOfPulse(pulse, lang, note, pulse.drivers).series;
  const said = moved([...asked, ...drivers, ...served], lang);
  const sides = (['up', 'down'] as const).filter((side) => said[side]);
  return (
    <p className={css.changed}>
      {inARow(
        [
          own(sides.length === 0 ? 'changed.nothing' : 'changed'),
          ...sides.map((side) => own(`changed.${side}`, { names: said[side] })),
        ],
        lang,
      )}
    </p>
  );
}

const named = (what: string, line: FigureLine): FigureLine => ({
  ...line,
  label: `${what} · ${line.label}`,
});

function moved(lines: readonly FigureLine[], lang: Lang): Record<'up' | 'down', string> {
  const names = (side: 'up' | 'down') =>
    list(
      lines.filter((line) => line.verdict === side).map((line) => line.label),
      lang,
    );
  return { up: names('up'), down: names('down') };
}
