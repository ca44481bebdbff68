import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { show } from '../../testing';
import { BandChart } from './BandChart';
import type { Reading, Series } from './data';

const value = (v: number): Reading => ({ kind: 'value', value: v, low: v - 4, high: v + 4 });
const night: Series = {
  id: 'night',
  label: 'Night shift',
  readings: [value(48), { kind: 'suppressed' }, { kind: 'zero' }, { kind: 'absent' }],
};
const day: Series = { id: 'day', label: 'Day shift', readings: [40, 41, 42, 43].map(value) };
const chart = {
  title: 'Needs index by shift',
  summary: 'The data fit anything from 44 to 52.',
  periods: ['Jan', 'Feb', 'Mar', 'Apr'],
  series: [night, day],
  domain: [0, 100] as const,
  actions: [{ number: 1, period: 2, label: '3 Mar extra breaks' }],
};

const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(screen.getByRole('application'), { key });
};
const readout = () => screen.getByRole('status').textContent;

describe('with the keyboard', () => {
  it('reads every kind of reading aloud', async () => {
    await show(<BandChart {...chart} />);
    press('ArrowRight');
    expect(readout()).toBe('Night shift, Jan: 48 (44 to 52)');
    press('ArrowRight');
    expect(readout()).toBe('Night shift, Feb: not shown, so that nobody can be picked out');
    press('ArrowRight');
    expect(readout()).toBe('Night shift, Mar: none · flag 1: 3 Mar extra breaks');
    press('End');
    expect(readout()).toBe('Night shift, Apr: not collected');
    press('ArrowDown', 'Home');
    expect(readout()).toBe('Day shift, Jan: 40 (36 to 44)');
  });

  it('says an interval without a value as what it is', async () => {
    const ranged: Series = { ...night, readings: [{ kind: 'range', low: 41, high: 49 }] };
    await show(<BandChart {...chart} periods={['Jan']} series={[ranged]} />);
    press('End');
    expect(readout()).toBe('Night shift, Jan: between 41 and 49');
  });

  it('shows the same as a table and comes back', async () => {
    await show(<BandChart {...chart} />);
    press('t');
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toEqual([
      'PeriodNight shiftDay shift',
      'Jan48 (44 to 52)40 (36 to 44)',
      'Febnot shown, so that nobody can be picked out41 (37 to 45)',
      'Marnone42 (38 to 46)',
      'Aprnot collected43 (39 to 47)',
    ]);
    expect(screen.queryByRole('application')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    expect(screen.getByRole('application', { name: 'Needs index by shift' })).toBeTruthy();
  });
});

describe('the drawing', () => {
  it('hatches what is hidden, dots what is zero and leaves the rest empty', async () => {
    const { container } = await show(<BandChart {...chart} series={[night]} />);
    expect(container.querySelectorAll('rect[fill^="url(#"]')).toHaveLength(1);
    expect(container.querySelectorAll('circle[class*="zero"]')).toHaveLength(1);
    expect(container.querySelectorAll('[class*="marker"]')).toHaveLength(1);
    expect(container.textContent).toContain('gap: not collected');
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...day, id: `${i}`, label: `Team ${i}` }));
  const counted = (within: Element) => [
    within.querySelectorAll('svg[class*="panel"]').length,
    within.querySelectorAll('path[class*="behind"]').length,
  ];

  it.each([
    [2, 1, 0],
    [3, 3, 6],
    [5, 5, 20],
  ])('puts %i lines into %i panels with %i behind', async (lines, panels, behind) => {
    const { container } = await show(<BandChart {...chart} series={many(lines)} />);
    expect(counted(container)).toEqual([panels, behind]);
  });

  it('keeps its width above another chart up to four lines', async () => {
    const { container } = await show(<BandChart {...chart} series={many(4)} aligned />);
    expect(counted(container)).toEqual([1, 0]);
  });

  it('carries no style attribute or element, which the content policy would refuse', async () => {
    const { container } = await show(<BandChart {...chart} />);
    expect(container.innerHTML).not.toMatch(/style=|<style/);
  });
});

it('offers the file only where it can be had', async () => {
  const { unmount } = await show(<BandChart {...chart} />);
  expect(screen.queryByRole('button', { name: 'Download CSV' })).toBeNull();
  unmount();
  const download = vi.fn();
  await show(<BandChart {...chart} onDownload={download} />, { lang: 'zh-Hans' });
  fireEvent.click(screen.getByRole('button', { name: '下载 CSV' }));
  expect(download).toHaveBeenCalledTimes(1);
});
