import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** A link to another page of this entry that looks like a button. */
export function LinkButton({
  href,
  children,
  ...look
}: ButtonProps & { href: string; children: ReactNode }) {
  return (
    <Button component={Link} href={href} {...look}>
      {children}
    </Button>
  );
}
