import type { Icon as Drawing } from '@tabler/icons-react';

/** A decorative line icon; the word beside it carries the meaning. */
export function Icon({ of: Drawn, size = 20 }: { of: Drawing; size?: number }) {
  return <Drawn aria-hidden="true" size={size} stroke={1.75} />;
}
