import type { WebComponent } from '@plinth/component-kit';

/** Fetches a component by id; null where the player has none of that id. */
export type LoadComponent = (id: string) => Promise<WebComponent> | null;

/** The components a player has fetched so far. */
export interface ComponentCatalog {
  /** Fetches those not yet fetched; those that fail or are unknown stay absent and are shown as such. */
  load(ids: Iterable<string>): Promise<void>;
  component(id: string): WebComponent | undefined;
}

export function createComponentCatalog(load: LoadComponent): ComponentCatalog {
  const components = new Map<string, WebComponent>();
  const fetchOne = async (id: string): Promise<void> => {
    if (components.has(id)) return;
    const component = await load(id)?.catch(() => null);
    if (component) components.set(id, component);
  };
  return {
    load: async (ids) => {
      await Promise.all([...new Set(ids)].map(fetchOne));
    },
    component: (id) => components.get(id),
  };
}
