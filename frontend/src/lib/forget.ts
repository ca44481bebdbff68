/** What must be gone when a person leaves or the page locks for good: query cache, drafts, keys. */
const forgetters = new Set<() => void>();

/** Registers something to forget; returns the way to take it back. */
export function onForget(forget: () => void): () => void {
  forgetters.add(forget);
  return () => forgetters.delete(forget);
}

/** Forgets everything registered. One failing forgetter does not keep the others. */
export function forgetAll(): void {
  for (const forget of forgetters) {
    try {
      forget();
    } catch {
      // Leaving must not stop half-way; the page itself is replaced next.
    }
  }
}
