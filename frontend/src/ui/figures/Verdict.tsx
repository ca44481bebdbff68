import { type Split, type UseAround, usePulse, useUseSeries } from '../../api/figures';
import { type Unit, writer } from './numbers';
import { useFigureWords } from './sentences';

interface Asked {
  /** Code of the measure or indicator. */
  code: string;
  site: string;
  /** The day around which is compared. */
  day: string;
  unit: Unit;
}

const SITE: Split = 'site';

/** What changed at a site around a day, in one short sentence; nothing while it is on its way. */
export function Verdict({ source, ...asked }: Asked & { source: 'pulse' | 'use' }) {
  const One = source === 'use' ? OfUse : OfPulse;
  return <One {...asked} />;
}

function OfPulse({ code, site, day, unit }: Asked) {
  const found = usePulse(code, SITE, day).data;
  if (!found) return null;
  return <Said of={found.lines.find((line) => line.code === site)?.around} unit={unit} />;
}

function OfUse({ code, site, day, unit }: Asked) {
  const found = useUseSeries(code, day).data;
  if (!found) return null;
  return <Said of={found.lines.find((line) => line.code === site)?.around} unit={unit} />;
}

type Compared = Pick<UseAround, 'before' | 'after' | 'verdict'>;

function Said({ of: found, unit }: { of: Compared | null | undefined; unit: Unit }) {
  const { t, lang } = useFigureWords();
  if (!found) return t('around.none');
  const { before, after, verdict } = found;
  if (verdict === 'too_early' || before === null || after === null) return t('around.too_early');
  const write = writer(unit, lang);
  return t(`around.${verdict}`, { before: write(before), after: write(after) });
}
