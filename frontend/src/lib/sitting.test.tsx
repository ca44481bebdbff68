import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sitting } from './lock';
import { useSittingWhile } from './sitting';

function Part({ runs }: { runs: boolean }) {
  useSittingWhile(runs);
  return null;
}

it('lasts until the last part of the page that says so is gone', () => {
  const notice = render(<Part runs />);
  const page = render(<Part runs />);
  render(<Part runs={false} />);
  expect(sitting.get()).toBe(true);
  page.unmount();
  expect(sitting.get()).toBe(true);
  notice.rerender(<Part runs={false} />);
  expect(sitting.get()).toBe(false);
});
