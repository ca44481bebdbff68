import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { paths } from '../../lib/paths';
import { problem, serve, show } from '../../testing';
import { ComeIn } from './ComeIn';

it('asks for the twelve words when none were typed, and sends nothing', async () => {
  let tries = 0;
  serve({
    'POST /api/v1/session/words': () => {
      tries += 1;
      return problem(422, 'invalid', { fields: { words: 'blank' } });
    },
  });
  await show(<ComeIn after={paths.key} />);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '  ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Come in' }));
  expect(await screen.findByText('Please enter the twelve words.')).toBeTruthy();
  expect(tries).toBe(0);
});
