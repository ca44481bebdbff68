import { expect, it } from 'vitest';
import { show } from '../../testing';
import type { Reading } from '../chart/data';
import { IntervalRows } from './IntervalRows';
import type { FigureLine, Figures } from './shape';

const value = (at: number): Reading => ({ kind: 'value', value: at, low: at - 2, high: at + 2 });
const line = (id: string, before: number, now: Reading, verdict: FigureLine['verdict']) => ({
  id,
  label: id,
  readings: [value(before), now],
  verdict,
});
const figuresOf = (...series: FigureLine[]): Figures => ({
  periods: ['Q2', 'Q3'],
  codes: ['Q2', 'Q3'],
  times: [
    [0, 1],
    [1, 2],
  ],
  series,
  unit: 'points',
});
const HIDDEN: Reading = { kind: 'suppressed' };

it('lists sites by what deserves attention, and says so', async () => {
  const figures = figuresOf(
    line('Chengdu', 60, value(62), 'cannot_tell'),
    line('Guiyang', 50, value(55), 'up'),
    line('Xi’an', 60, HIDDEN, 'cannot_tell'),
    line('Hangzhou', 64, value(58), 'down'),
  );
  const { getAllByRole, container } = await show(
    <IntervalRows figures={figures} domain={[0, 100]} order="low" />,
  );
  const names = getAllByRole('listitem').map((row) => row.firstChild?.textContent);
  expect(names).toEqual(['Hangzhou', 'Guiyang', 'Chengdu', 'Xi’an']);
  expect(container.textContent).toContain('First what got worse by more than chance, then the low');
});

it('says no order where at most one figure is shown, and that there is none where none is', async () => {
  const one = figuresOf(line('E', 60, value(50), null), line('F', 60, HIDDEN, null));
  const shown = await show(<IntervalRows figures={one} domain={[0, 100]} order="low" />);
  expect(shown.container.textContent).not.toContain('First');
  const pending: FigureLine = { ...line('E', 0, HIDDEN, null), readings: [{ kind: 'pending' }] };
  const none = await show(
    <IntervalRows figures={figuresOf(pending)} domain={[0, 1]} order="size" />,
  );
  expect(none.container.textContent).toBe('There is no figure yet.');
});
