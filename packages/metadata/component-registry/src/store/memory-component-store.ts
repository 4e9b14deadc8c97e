import type { ComponentFlags, PublishedComponent } from '../published-component.ts';
import { versionKey } from '../resolution/version-key.ts';
import type { ComponentStore } from './component-store.ts';

interface Kept {
  component: PublishedComponent;
  revision: number;
}

/** A store that forgets everything with its process: for built-in components, which enter again at each start, and for tests. */
export function memoryComponentStore(): ComponentStore {
  const kept = new Map<string, Kept>();
  let revision = 0;
  const key = (id: string, version: string) => `${id}@${versionKey(version)}`;
  return {
    async changesSince(since) {
      const changed = [...kept.values()].filter((entry) => entry.revision > since);
      return { revision, components: changed.map(({ component }) => component) };
    },
    async insert(component) {
      const existing = kept.get(key(component.metadata.id, component.metadata.version));
      if (existing !== undefined) return existing.component;
      kept.set(key(component.metadata.id, component.metadata.version), { component, revision: ++revision });
      return component;
    },
    async flag(id: string, version: string, flags: ComponentFlags) {
      const existing = kept.get(key(id, version));
      if (existing === undefined) return null;
      existing.component = { ...existing.component, flags };
      existing.revision = ++revision;
      return existing.component;
    },
  };
}
