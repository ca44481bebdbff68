/** The two things this product keeps in a browser. Nothing else may be added here. */
export type Preference = 'language' | 'theme';

/** Remembers a preference; where storage is refused it lasts as long as the page. */
export function keep(key: Preference, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse: the choice then holds for this page only.
  }
}

/** A remembered preference, or null. */
export function kept(key: Preference): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
