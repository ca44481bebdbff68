import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { groupAt } from '../../lib/openGroup';
import { paths } from '../../lib/paths';
import { serve, show } from '../../testing';
import { Seats } from './Seats';

const group = (id: string, title: string, mine: string | null) => ({
  id,
  title_zh: title,
  title_en: title,
  start: '2026-11-28T02:00:00Z',
  end: '2026-11-28T03:30:00Z',
  mine,
});
const client = { kind: 'client', way_in: 'visit', neutral_name: 'Harbour', exit_path: '/rest' };

it('lists the groups one has a seat in or waits for, and leads to each', async () => {
  serve({
    'GET /api/v1/session': client,
    'GET /api/v1/groups': {
      groups: [
        group('g1', 'After hard calls', 'registered'),
        group('g2', 'Sleep', 'waiting'),
        group('g3', 'Not mine', null),
      ],
    },
  });
  await show(<Seats />, { known: [paths.groups] });
  const seat = await screen.findByRole('link', { name: /After hard calls.*you have a seat/ });
  expect(screen.getByRole('link', { name: /Sleep.*on the waiting list/ })).toBeTruthy();
  expect(screen.queryByText(/Not mine/)).toBeNull();
  fireEvent.click(seat);
  expect([location.pathname, groupAt(history.state)]).toEqual([paths.groups, 'g1']);
});
