import { type ReactNode, useEffect, useRef } from 'react';

/** Takes the focus to a heading at the top of the page or sheet: to a screen reader that is the new screen. */
export function arriveAt(heading: HTMLElement | null): void {
  scrollTo(0, 0);
  heading?.closest('dialog')?.scrollTo(0, 0);
  heading?.focus({ preventScroll: true });
}

/**
 * The heading of a screen that keeps its page's address. It takes the focus as it appears, unless the
 * screen is the page's first (`quiet`); give it a `key` where one screen follows another in place.
 */
export function StepTitle({
  children,
  level: Level = 'h2',
  quiet = false,
  id,
  className,
}: {
  children: ReactNode;
  level?: 'h1' | 'h2';
  quiet?: boolean;
  id?: string;
  className?: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!quiet) arriveAt(heading.current);
  }, [quiet]);
  return (
    <Level ref={heading} id={id} tabIndex={-1} className={className}>
      {children}
    </Level>
  );
}
