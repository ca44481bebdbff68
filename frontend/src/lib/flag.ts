import { useSyncExternalStore } from 'react';

/** A yes or no that code in and out of React shares. */
export interface Flag {
  get(): boolean;
  set(next: boolean): void;
  use(): boolean;
  /** Fulfilled when it is, or next becomes, `wanted`. */
  when(wanted: boolean): Promise<void>;
}

export function flag(): Flag {
  let on = false;
  const listeners = new Set<() => void>();
  const get = () => on;
  const subscribe = (tell: () => void) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  };
  return {
    get,
    set(next) {
      if (on === next) return;
      on = next;
      for (const tell of listeners) tell();
    },
    use: () => useSyncExternalStore(subscribe, get),
    when: (wanted) =>
      new Promise((done) => {
        if (on === wanted) return done();
        const stop = subscribe(() => {
          stop();
          done();
        });
      }),
  };
}
