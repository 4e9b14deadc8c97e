import type { ComponentMetadata, UiContract } from '@plinth/component-contract';
import { propertyCheck } from '@plinth/component-registry';
import type { JsonObject, Violation } from '@plinth/foundation';

/** A component as a check needs it. */
export interface KnownComponent {
  readonly contract: UiContract;
  /** JSON Schema of its properties. */
  readonly schema: JsonObject;
  /** Where properties do not fit the component's schema; paths are JSON Pointers into them. */
  violations(properties: JsonObject): readonly Violation[];
}

/** Finds a component by id; undefined where there is none, which the definition's own check reports. */
export type FindComponent = (id: string) => KnownComponent | undefined;

/** The components of a list, the newest of each id last. */
export function knownComponents(metadata: Iterable<ComponentMetadata>): FindComponent {
  const known = new Map<string, KnownComponent>();
  for (const component of metadata)
    if (component.ui !== undefined)
      known.set(component.id, { contract: component.ui, schema: component.schema, violations: propertyCheck(component) });
  return (id) => known.get(id);
}
