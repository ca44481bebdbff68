import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../api/problem';
import { show } from '../testing';
import { Refusal } from './Refusal';

const REFERENCE = '0123456789abcdef0123456789abcdef';
const refused = (code: string) => new ProblemError(409, code, '', {}, { request_id: REFERENCE });
const said = { late: 'Too late to change.', taken: null };

describe('a refusal', () => {
  it('is told in the words of the room where it has some', async () => {
    await show(<Refusal failure={refused('late')} said={said} />);
    expect((await screen.findByRole('alert')).textContent).toBe('Too late to change.');
  });

  it('is told in general words otherwise, with what to name when asking for help', async () => {
    await show(<Refusal failure={refused('stale')} said={said} />);
    expect((await screen.findByRole('alert')).textContent).toContain('01234567');
  });

  it('says nothing where there was none, or it is said elsewhere', async () => {
    await show(
      <>
        <Refusal failure={null} said={said} />
        <Refusal failure={refused('taken')} said={said} />
        <p>Here</p>
      </>,
    );
    await screen.findByText('Here');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
