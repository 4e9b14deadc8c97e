import type { Definition } from '@plinth/app-definition';
import type { ComponentMetadata, UiContract } from '@plinth/component-contract';
import { propertyCheck } from '@plinth/component-registry';
import type { JsonObject, Violation } from '@plinth/foundation';
import { compositeOfId } from '@plinth/page-plan';

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
  for (const component of metadata) {
    const each = knownComponent(component);
    if (each !== undefined) known.set(component.id, each);
  }
  return (id) => known.get(id);
}

/** The same with the composites of a definition. */
export function withComposites(definition: Definition, find: FindComponent): FindComponent {
  return (id) => {
    const composite = compositeOfId(definition, id);
    return composite === undefined ? find(id) : compositeAsKnown(composite);
  };
}

const composites = new WeakMap<ComponentMetadata, KnownComponent>();

function compositeAsKnown(metadata: ComponentMetadata): KnownComponent | undefined {
  const known = composites.get(metadata) ?? knownComponent(metadata);
  if (known !== undefined) composites.set(metadata, known);
  return known;
}

function knownComponent(metadata: ComponentMetadata): KnownComponent | undefined {
  const { ui, schema } = metadata;
  return ui === undefined ? undefined : { contract: ui, schema, violations: propertyCheck(metadata) };
}
