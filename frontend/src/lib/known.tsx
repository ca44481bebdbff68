import { createContext, type ReactNode, useContext } from 'react';

/** Which addresses this entry can show; links to others are left out instead of leading nowhere. */
const KnownContext = createContext<ReadonlySet<string>>(new Set());

export function KnownPaths({ paths, children }: { paths: readonly string[]; children: ReactNode }) {
  return <KnownContext value={new Set(paths)}>{children}</KnownContext>;
}

export function useKnown(): (path: string) => boolean {
  const known = useContext(KnownContext);
  return (path) => known.has(path);
}
