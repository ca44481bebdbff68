import type { Pulse, UseSeries } from '../../api/figures';
import { type Lang, pick } from '../../lib/i18n';
import { addressOf, type View } from '../../ui/figures/address';
import { writer } from '../../ui/figures/numbers';
import { before } from '../../ui/figures/sentences';
import {
  type FigureLine,
  type Figures,
  figuresOfPulse,
  figuresOfUse,
  type PulseNote,
} from '../../ui/figures/shape';

/** One figure that moved by more than chance. */
export interface Move {
  what: string;
  where: string;
  side: 'up' | 'down';
  /** The period it is compared with, in words. */
  earlier: string;
  /** The two figures as they are shown; null where one is only a range, or both read alike. */
  sizes: { from: string; to: string } | null;
  /** What the direction means for people; how many come is neither good nor bad by itself. */
  meaning: 'better' | 'worse' | 'open';
  /** Address of its chart. */
  chart: string;
}

interface About {
  what: string;
  /** Which direction is better for people; null where neither is. */
  better: 'up' | 'down' | null;
  view: Partial<View>;
}

function movesOf(figures: Figures, { what, better, view }: About, lang: Lang): Move[] {
  return figures.series.flatMap((line) => {
    const [side, earlier] = [line.verdict, before(figures, line)];
    if ((side !== 'up' && side !== 'down') || earlier === undefined) return [];
    const meaning = better === null ? 'open' : side === better ? 'better' : 'worse';
    const sizes = sizesOf(line, writer(figures.unit, lang));
    return [{ what, where: line.label, side, earlier, sizes, meaning, chart: addressOf(view) }];
  });
}

function sizesOf(line: FigureLine, write: (value: number) => string): Move['sizes'] {
  const [from, to] = line.readings
    .filter(({ kind }) => kind !== 'pending' && kind !== 'absent')
    .slice(-2)
    .map((reading) => (reading.kind === 'value' ? write(reading.value) : undefined));
  return from === undefined || to === undefined || from === to ? null : { from, to };
}

/** What moved in the use of the service. */
export function movesOfUse(found: UseSeries, lang: Lang): Move[] {
  const { code } = found.indicator;
  return movesOf(
    figuresOfUse(found, lang),
    {
      what: pick(found.indicator, 'name', lang),
      better: null,
      view: { source: 'use', code },
    },
    lang,
  );
}

/** What moved in a measure of the pulse, divided in one way. */
export function movesOfPulse(
  found: Pulse,
  split: View['split'],
  lang: Lang,
  note: PulseNote,
): Move[] {
  const measure = found.measures.find(({ code }) => code === found.measure);
  if (!measure) return [];
  return movesOf(
    figuresOfPulse(found, lang, note),
    {
      what: pick(measure, 'name', lang),
      better: measure.higher_is_better ? 'up' : 'down',
      view: { source: 'pulse', code: measure.code, split },
    },
    lang,
  );
}

/** What weighs on more or fewer people than in the wave before. */
export function movesOfDrivers(
  found: Pulse,
  everyone: string,
  lang: Lang,
  note: PulseNote,
): Move[] {
  const two = { ...found, waves: found.waves.slice(-2) };
  return found.drivers.flatMap((driver) =>
    movesOf(
      figuresOfPulse(two, lang, note, [driver]),
      {
        what: pick(driver, 'name', lang),
        better: 'down',
        view: { source: 'pulse', code: driver.code, split: 'overall' },
      },
      lang,
    ).map((move) => ({ ...move, where: everyone })),
  );
}
