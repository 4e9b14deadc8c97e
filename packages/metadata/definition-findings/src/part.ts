import type { ActionBody, RecordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { JsonValue } from '@plinth/foundation';

/** A component instance. */
export type Part = RecordOf<'component'>;

/** What is known of a component, by its id. */
export type FindComponent = (id: string) => ComponentMetadata | undefined;

/** Whether a component has a property of that name. */
export function takes(metadata: ComponentMetadata | undefined, property: string): boolean {
  return Object.hasOwn(metadata?.ui?.properties ?? {}, property);
}

/** Whether an instance says something there itself: a text, an expression. */
export function says(part: Part, property: string): boolean {
  const value = part.properties[property];
  return value !== undefined && value !== null && String(value).trim() !== '';
}

/** The action that sets a property of an instance. */
export function setting(part: Part, property: string, value: JsonValue): ActionBody {
  return { type: 'RECORD_UPDATE', payload: { id: part.id, path: ['properties', property], value } };
}
