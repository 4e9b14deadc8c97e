import { componentsOf, compositeKey, compositesOf, type Definition, pageByKey, type RecordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { compositeMetadata, slotNames } from '@plinth/page-types';

interface Made {
  readonly slots: readonly string[];
  readonly metadata: ComponentMetadata;
}

/** A record never changes, so that what it is as a component is made once, for as long as its slots are the same. */
const made = new WeakMap<RecordOf<'page'>, Made>();

/** The composites of a definition as components, by key. */
export function compositeComponents(definition: Definition): readonly ComponentMetadata[] {
  return compositesOf(definition).map((composite) => metadataOf(definition, composite));
}

/** The component that an id means, where it is a composite of the definition. */
export function compositeOfId(definition: Definition, component: string): ComponentMetadata | undefined {
  const key = compositeKey(component);
  const composite = key === null ? null : pageByKey(definition, key);
  return composite?.composite === undefined ? undefined : metadataOf(definition, composite);
}

function metadataOf(definition: Definition, composite: RecordOf<'page'>): ComponentMetadata {
  const slots = slotNames(componentsOf(definition, composite.id));
  const known = made.get(composite);
  if (known !== undefined && known.slots.join() === slots.join()) return known.metadata;
  const metadata = compositeMetadata(composite, slots);
  made.set(composite, { slots, metadata });
  return metadata;
}
