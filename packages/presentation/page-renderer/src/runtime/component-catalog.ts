import type { ComponentMetadata } from '@plinth/component-contract';
import type { PropertyValues, WebComponent } from '@plinth/component-kit';
import { isJsonObject } from '@plinth/foundation';

/** Fetches a component by id; null where the player has none of that id. */
export type LoadComponent = (id: string) => Promise<WebComponent> | null;

/** The components a player has fetched so far. */
export interface ComponentCatalog {
  /** Fetches those not yet fetched; those that fail or are unknown stay absent and are shown as such. */
  load(ids: Iterable<string>): Promise<void>;
  component(id: string): WebComponent | undefined;
  /** Property values where a page gives none. */
  defaults(id: string): PropertyValues;
}

const noValues: PropertyValues = {};

export function createComponentCatalog(load: LoadComponent): ComponentCatalog {
  const components = new Map<string, WebComponent>();
  const defaults = new Map<string, PropertyValues>();
  const fetchOne = async (id: string): Promise<void> => {
    if (components.has(id)) return;
    const component = await load(id)?.catch(() => null);
    if (!component) return;
    components.set(id, component);
    defaults.set(id, defaultsOf(component.metadata));
  };
  return {
    load: async (ids) => {
      await Promise.all([...new Set(ids)].map(fetchOne));
    },
    component: (id) => components.get(id),
    defaults: (id) => defaults.get(id) ?? noValues,
  };
}

function defaultsOf(metadata: ComponentMetadata): PropertyValues {
  const properties = metadata.schema.properties;
  if (!isJsonObject(properties)) return noValues;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) => (isJsonObject(schema) && 'default' in schema ? [[name, schema.default]] : [])),
  );
}
