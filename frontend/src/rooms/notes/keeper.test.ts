import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError, unreachable } from '../../api/problem';
import { Keeper, type Kept } from './keeper';

const FIRST: Kept = { sections: {}, template: 'dap', version: 1 };
const tick = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A server that keeps one note by compare-and-set, and can be told to fail. */
function server() {
  const kept = { sections: {}, template: 'dap', version: 1 } as {
    -readonly [K in keyof Kept]: Kept[K];
  };
  const fails: (() => unknown)[] = [];
  const send = vi.fn(async (draft: Omit<Kept, 'version'>, version: number) => {
    const fail = fails.shift()?.();
    if (fail && fail !== 'lost') throw fail;
    if (version !== kept.version) throw new ProblemError(409, 'stale', '', {}, kept);
    Object.assign(kept, draft, { version: version + 1 });
    if (fail === 'lost') throw unreachable();
    return { version: kept.version };
  });
  const reopen = vi.fn(async () => ({ ...kept }));
  return {
    kept,
    send,
    reopen,
    failNext: (...next: (() => unknown)[]) => fails.push(...next),
  };
}

let there: ReturnType<typeof server>;
let keeper: Keeper;

beforeEach(() => {
  vi.useFakeTimers();
  there = server();
  keeper = new Keeper(FIRST, there);
});

afterEach(() => {
  keeper.stop();
  vi.useRealTimers();
});

const state = () => keeper.get().saving.state;

describe('saving', () => {
  it('says nothing was saved before something was, and does not begin an empty note', async () => {
    const blank = new Keeper({ sections: {}, template: 'dap', version: 1 }, there);
    blank.arrange('soap');
    await tick(5_000);
    expect(there.send).not.toHaveBeenCalled();
    expect([blank.get().saving.state, blank.isUnsaved]).toEqual(['untouched', false]);
    expect(blank.get().draft.template).toBe('soap');
    blank.write('reported', 'sleeps badly');
    expect(blank.isUnsaved).toBe(true);
    blank.stop();
  });

  it('waits for a pause of two seconds', async () => {
    keeper.write('reported', 'sle');
    await tick(1_500);
    keeper.write('reported', 'sleeps badly');
    await tick(1_900);
    expect(there.send).not.toHaveBeenCalled();
    expect(state()).toBe('unsaved');
    await tick(200);
    expect(there.kept.sections).toEqual({ reported: 'sleeps badly' });
    expect(state()).toBe('saved');
    expect(keeper.get().version).toBe(2);
    expect(keeper.isUnsaved).toBe(false);
  });

  it('saves at once on blur, and nothing when nothing changed', async () => {
    keeper.write('plan', 'walks');
    await keeper.flush();
    expect(there.kept.sections).toEqual({ plan: 'walks' });
    await keeper.flush();
    expect(there.send).toHaveBeenCalledTimes(1);
  });

  it('sends one request at a time and then what was typed meanwhile', async () => {
    let answer: (saved: { version: number }) => void = () => {};
    there.send.mockImplementationOnce(
      () =>
        new Promise((done) => {
          answer = done;
        }),
    );
    keeper.write('free', 'one');
    void keeper.flush();
    keeper.write('free', 'one two');
    await tick(5_000);
    expect(there.send).toHaveBeenCalledTimes(1);
    there.kept.version = 2;
    answer({ version: 2 });
    await tick(2_100);
    expect(there.send).toHaveBeenLastCalledWith(
      { sections: { free: 'one two' }, template: 'dap' },
      2,
    );
    expect(state()).toBe('saved');
  });

  it('keeps every section when the template changes', async () => {
    keeper.write('reported', 'a');
    keeper.arrange('birp');
    await tick(2_100);
    expect(there.kept).toMatchObject({ sections: { reported: 'a' }, template: 'birp' });
  });
});

describe('failures', () => {
  it('are tried again, further and further apart, and the text stays', async () => {
    there.failNext(unreachable, () => new ProblemError(503, 'busy'), unreachable);
    keeper.write('free', 'text');
    await tick(2_000);
    expect(state()).toBe('retrying');
    expect(keeper.get().draft.sections.free).toBe('text');
    await tick(2_000);
    expect(there.send).toHaveBeenCalledTimes(2);
    await tick(3_900);
    expect(there.send).toHaveBeenCalledTimes(2);
    await tick(8_200);
    expect(there.kept.sections).toEqual({ free: 'text' });
    expect(state()).toBe('saved');
  });

  it('of a lost sign-in are passing: the text waits for the unlock', async () => {
    there.failNext(() => new ProblemError(401, 'not_authenticated'));
    keeper.write('free', 'text');
    await tick(2_000);
    expect(state()).toBe('retrying');
    await keeper.flush(); // what the page does when it is unlocked
    expect(state()).toBe('saved');
  });

  it('that trying does not change are said, until something is typed', async () => {
    there.failNext(() => new ProblemError(422, 'invalid', '', { 'sections.free': 'max_length' }));
    keeper.write('free', 'x'.repeat(10));
    await tick(60_000);
    expect(there.send).toHaveBeenCalledTimes(1);
    expect(keeper.get().refusal?.code).toBe('invalid');
    expect(keeper.isUnsaved).toBe(true);
    keeper.write('free', 'x');
    expect(keeper.get().refusal).toBeNull();
    await tick(2_000);
    expect(state()).toBe('saved');
  });

  it('that lost only the answer are no conflict', async () => {
    there.failNext(() => 'lost');
    keeper.write('free', 'arrived');
    await tick(2_000);
    expect(state()).toBe('retrying');
    keeper.write('free', 'arrived, and more');
    await tick(2_000); // the server says stale: what it keeps is our own first text
    expect(keeper.get().other).toBeNull();
    await tick(2_100);
    expect(there.kept).toMatchObject({ sections: { free: 'arrived, and more' }, version: 3 });
    expect(state()).toBe('saved');
  });
});

it('of several lost answers, the one that arrived is no conflict', async () => {
  there.failNext(unreachable, () => 'lost');
  keeper.write('free', 'first');
  await tick(2_000);
  keeper.write('free', 'second');
  await tick(2_000); // saved, but its answer is lost
  keeper.write('free', 'third');
  await tick(8_000);
  expect(keeper.get().other).toBeNull();
  expect(there.kept.sections).toEqual({ free: 'third' });
});

describe('two versions', () => {
  beforeEach(async () => {
    Object.assign(there.kept, { sections: { free: 'theirs' }, version: 5 });
    keeper.write('free', 'ours');
    await tick(2_000);
  });

  it('are both here, and nothing is saved over the other', async () => {
    expect(keeper.get().other).toMatchObject({ sections: { free: 'theirs' }, version: 5 });
    expect(keeper.get().draft.sections.free).toBe('ours');
    keeper.write('free', 'ours still');
    await tick(10_000);
    expect(there.kept.sections).toEqual({ free: 'theirs' });
    await expect(keeper.settle()).rejects.toMatchObject({ code: 'stale' });
  });

  it('ours can be kept', async () => {
    keeper.keepOurs();
    await tick(1);
    expect(there.kept).toMatchObject({ sections: { free: 'ours' }, version: 6 });
    expect(state()).toBe('saved');
  });

  it('the other can be taken', async () => {
    keeper.takeOther();
    expect(keeper.get()).toMatchObject({ draft: { sections: { free: 'theirs' } }, version: 5 });
    expect(keeper.isUnsaved).toBe(false);
  });
});

describe('before signing', () => {
  it('everything is saved first', async () => {
    keeper.write('free', 'all of it');
    const version = keeper.settle();
    await tick(1);
    expect(await version).toBe(2);
    expect(there.kept.sections).toEqual({ free: 'all of it' });
  });

  it('an unreachable server stands in the way', async () => {
    there.failNext(unreachable);
    keeper.write('free', 'text');
    await expect(keeper.settle()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('a note signed elsewhere keeps what is not saved', async () => {
    there.failNext(() => new ProblemError(409, 'signed'));
    keeper.write('free', 'too late');
    await tick(2_000);
    expect(keeper.get()).toMatchObject({ signed: true, draft: { sections: { free: 'too late' } } });
    await tick(60_000);
    expect(there.send).toHaveBeenCalledTimes(1);
  });
});
