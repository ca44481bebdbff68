import { ProblemError, unreachable } from '../../api/problem';
import type { Template } from '../../api/staff';
import { now } from '../../lib/now';
import type { Saving } from '../../ui/SaveState';
import { isBlank, type Section, type Sections, sameText } from './sections';

/** What is being written. */
export interface Draft {
  readonly sections: Sections;
  readonly template: Template;
}

/** A text with the version under which the server keeps it. */
export interface Kept extends Draft {
  readonly version: number;
}

/** How a keeper reaches the server. `reopen` reads what is kept there now. */
export interface Ways {
  send: (draft: Draft, version: number) => Promise<{ version: number }>;
  reopen: () => Promise<Kept>;
}

/** What the page shows of a keeper. */
export interface Standing {
  readonly draft: Draft;
  readonly version: number;
  readonly saving: Saving;
  /** Somebody else's text (another tab, another device) that was saved meanwhile. */
  readonly other: Kept | null;
  /** The note was signed meanwhile: what is not saved can only be added. */
  readonly signed: boolean;
  /** A refusal that trying again would not change. */
  readonly refusal: ProblemError | null;
}

/** The version of a note that was opened for writing and never saved. */
const UNTOUCHED = 1;
const PAUSE_MS = 2_000;
const RETRY_MS = [2_000, 4_000, 8_000, 16_000, 30_000] as const;

/** Whether the same request may succeed later: no answer, busy, our fault, or locked meanwhile. */
const isPassing = (failure: unknown): boolean =>
  !(failure instanceof ProblemError) ||
  [0, 401, 423, 429].includes(failure.status) ||
  failure.status >= 500;

/**
 * Keeps one note: saves what is written two seconds after a pause, one request at a time, each over
 * the version it was written over. Nothing that was typed is dropped by a failure: it stays in this
 * object until the server has it. Lives outside of React, so that leaving the page, the lock and a
 * lost network do not end it.
 */
export class Keeper {
  #standing: Standing;
  #dirty = false;
  #sending = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Sent, but the answers were lost: one of them may be on the server all the same. */
  #unanswered: Draft[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(
    first: Kept,
    private readonly ways: Ways,
  ) {
    const { version, ...draft } = first;
    this.#standing = {
      draft,
      version,
      saving: { state: 'untouched' },
      other: null,
      signed: false,
      refusal: null,
    };
  }

  readonly get = (): Standing => this.#standing;

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  };

  /** Whether something here is not on the server yet. */
  get isUnsaved(): boolean {
    return this.#dirty || this.#sending;
  }

  /** Writes into one section. */
  write(name: Section, text: string): void {
    const { draft } = this.#standing;
    this.#change({ ...draft, sections: { ...draft.sections, [name]: text } });
  }

  /** Shows the note in another layout; the text stays as it is. */
  arrange(template: Template): void {
    this.#change({ ...this.#standing.draft, template });
  }

  /** Saves now what is not saved. Resolves when that has been tried. */
  async flush(): Promise<void> {
    if (this.#dirty && !this.#sending) await this.#save();
  }

  /** Saves what is not saved and waits for the answer, also of a request that is under way. */
  async attempt(): Promise<void> {
    await this.settle().catch(() => undefined);
  }

  /** Resolves when everything is saved. Throws what stands in the way. */
  async settle(): Promise<number> {
    while (this.isUnsaved) {
      await this.flush();
      const obstacle = this.#obstacle();
      if (obstacle) throw obstacle;
      if (this.#sending) await this.#next();
    }
    return this.#standing.version;
  }

  #obstacle(): ProblemError | null {
    const { refusal, other, signed, saving } = this.#standing;
    if (other) return new ProblemError(409, 'stale');
    if (signed) return new ProblemError(409, 'signed');
    return saving.state === 'retrying' ? unreachable() : refusal;
  }

  /** The note was signed somewhere else: nothing is sent any more, what is here stays here. */
  foundSigned(): void {
    clearTimeout(this.#timer);
    this.#set({ signed: true });
  }

  /** Of two versions, ours is kept: it is saved over the other. */
  keepOurs(): void {
    const { other } = this.#standing;
    if (!other) return;
    this.#set({ version: other.version, other: null });
    this.#dirty = true;
    void this.#save();
  }

  /** Of two versions, the other is kept, and ours is dropped. */
  takeOther(): void {
    const { other } = this.#standing;
    if (other) this.#adopt(other, other);
  }

  /** Ends all trying; what is not saved is forgotten. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#dirty = false;
    this.#listeners.clear();
  }

  #change(draft: Draft): void {
    // A note in which nothing was ever written is not begun by choosing its layout.
    if (this.#standing.version === UNTOUCHED && isBlank(draft.sections) && !this.#dirty) {
      this.#set({ draft });
      return;
    }
    this.#dirty = true;
    this.#set({
      draft,
      refusal: null,
      saving:
        this.#standing.saving.state === 'retrying' ? { state: 'retrying' } : { state: 'unsaved' },
    });
    if (!this.#standing.other && this.#tries === 0) this.#later(PAUSE_MS);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #save(): Promise<void> {
    const { draft, version, other, signed } = this.#standing;
    if (other || signed) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    this.#dirty = false;
    if (this.#tries === 0) this.#set({ saving: { state: 'saving' } });
    try {
      const saved = await this.ways.send(draft, version);
      this.#tries = 0;
      this.#unanswered = [];
      this.#stored(saved.version);
    } catch (failure) {
      this.#dirty = true;
      await this.#failed(failure, draft);
    }
    this.#sending = false;
    this.#set({});
  }

  /** The server has what was sent; more may have been typed since. */
  #stored(version: number): void {
    this.#set({
      version,
      refusal: null,
      saving: this.#dirty ? { state: 'unsaved' } : { state: 'saved', at: now() },
    });
    if (this.#dirty) this.#later(PAUSE_MS);
  }

  async #failed(failure: unknown, sent: Draft): Promise<void> {
    if (isPassing(failure)) {
      this.#unanswered.push(sent);
      this.#again();
    } else if (failure instanceof ProblemError && failure.code === 'stale') {
      await this.#compare();
    } else if (failure instanceof ProblemError && failure.code === 'signed') {
      this.#set({ signed: true, saving: { state: 'unsaved' } });
    } else {
      this.#set({ refusal: failure as ProblemError, saving: { state: 'unsaved' } });
    }
  }

  #again(): void {
    const wait = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)] ?? 30_000;
    this.#tries += 1;
    this.#set({ saving: { state: 'retrying' } });
    this.#later(wait);
  }

  /** A newer version is kept. It may be our own, saved by a try whose answer was lost. */
  async #compare(): Promise<void> {
    try {
      const kept = await this.ways.reopen();
      const { draft } = this.#standing;
      const ours = [draft, ...this.#unanswered].some((one) =>
        sameText(one.sections, kept.sections),
      );
      this.#unanswered = [];
      this.#tries = 0;
      if (ours) this.#adopt(kept, draft);
      else this.#set({ other: kept, saving: { state: 'unsaved' } });
    } catch (failure) {
      if (isPassing(failure)) this.#again();
      else this.#set({ refusal: failure as ProblemError, saving: { state: 'unsaved' } });
    }
  }

  /** Goes on from the version that is kept, with the text of `draft`. */
  #adopt(kept: Kept, draft: Draft): void {
    this.#dirty = !sameText(kept.sections, draft.sections);
    const { sections, template } = draft;
    this.#set({ draft: { sections, template }, other: null });
    this.#stored(kept.version);
  }

  #set(part: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...part };
    for (const tell of this.#listeners) tell();
  }

  #next(): Promise<void> {
    return new Promise((done) => {
      const stop = this.subscribe(() => {
        stop();
        done();
      });
    });
  }
}
