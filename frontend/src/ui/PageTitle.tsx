import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../api/session';
import { arriveAt } from './StepTitle';

let lastPath: string | null = null;

/**
 * The heading of a page. On arrival from another page it takes the focus, which is also how a
 * screen reader learns of the new page; the first page of a visit leaves the focus alone.
 * The window's title is the neutral name, for staff with the `section`; never a person or a case.
 */
export function PageTitle({ children, section }: { children: ReactNode; section?: string }) {
  const [path] = useLocation();
  const name = useSession().session.neutral_name;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = section ? `${section} · ${name}` : name;
  }, [section, name]);
  useEffect(() => {
    if (lastPath !== null && lastPath !== path) arriveAt(heading.current);
    lastPath = path;
  }, [path]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
