import type { OpenSiblings } from './sibling-windows.ts';
import type { WindowClaims } from './window-claims.ts';
import type { KeptWork, WorkStorage } from './work-storage.ts';

/** Storage of one browser that lasts as long as the object, for tests. `failing` makes it refuse as browsers do. */
export function memoryStorage(): WorkStorage & { failing: Error | null; readonly size: () => number } {
  const works = new Map<string, string>();
  const storage = {
    failing: null as Error | null,
    size: () => works.size,
    async list(scope: string) {
      if (storage.failing !== null) throw storage.failing;
      return [...works.values()].map((text) => JSON.parse(text) as KeptWork).filter((work) => work.scope === scope);
    },
    async write({ base, entries, ...rest }: Parameters<WorkStorage['write']>[0]) {
      if (storage.failing !== null) throw storage.failing;
      const text = works.get(rest.window);
      const before = text === undefined ? null : (JSON.parse(text) as KeptWork);
      const from = base ?? before?.base;
      if (from === undefined) throw new Error('Work needs a base.');
      const kept = [...(before?.entries ?? []).filter(({ position }) => position > from.position), ...entries];
      works.set(rest.window, JSON.stringify({ ...rest, base: from, entries: kept } satisfies KeptWork));
    },
    async remove(window: string) {
      works.delete(window);
    },
  };
  return storage;
}

/** Windows of one browser, for tests: `crash` ends a window without its saying so. */
export function memoryClaims(): { window(former?: string | null): WindowClaims; crash(window: string): void } {
  const open = new Set<string>();
  return {
    window: (former = null) => ({
      async claim(name) {
        if (open.has(name)) return null;
        open.add(name);
        return () => open.delete(name);
      },
      former,
      remember: () => undefined,
    }),
    crash: (name) => open.delete(name),
  };
}

/** Windows of one browser that hear one another, in a turn of its own as those of a browser do. */
export function memorySiblings(): OpenSiblings {
  const windows = new Set<{ readonly scope: string; readonly hear: Parameters<OpenSiblings>[1] }>();
  return (scope, hear) => {
    const own = { scope, hear };
    windows.add(own);
    return {
      tell(work) {
        const others = [...windows].filter((one) => one !== own && one.scope === scope);
        const copy = structuredClone(work);
        setTimeout(() =>
          others
            .filter((one) => windows.has(one))
            .forEach((one) => {
              one.hear(copy);
            }),
        );
      },
      close: () => windows.delete(own),
    };
  };
}
