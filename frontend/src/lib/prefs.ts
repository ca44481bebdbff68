/** The two things this product keeps in a browser beyond its tab. Nothing else may be added here. */
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

const LEFT = 'left';

/**
 * Whether somebody left in this tab and the server does not know it yet. A mark without any content,
 * in the tab only, and only until the server has been told.
 */
export function markLeft(left: boolean): void {
  try {
    if (left) sessionStorage.setItem(LEFT, '');
    else sessionStorage.removeItem(LEFT);
  } catch {
    // Storage refused: the page that was left goes on telling the server while it stands open.
  }
}

/** Whether the server has still to be told that this tab was left. */
export function isLeft(): boolean {
  try {
    return sessionStorage.getItem(LEFT) !== null;
  } catch {
    return false;
  }
}
