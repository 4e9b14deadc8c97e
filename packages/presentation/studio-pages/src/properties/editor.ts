import type { UiProperty } from '@plinth/component-contract';
import type { JsonObject, JsonValue } from '@plinth/foundation';

/** What an editor of a property's value gets; `value` is what counts now, the default where nothing is written. */
export interface EditorProps {
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly schema: JsonObject;
  readonly property: UiProperty;
  /** Choices that the page gives: keys of queries, entities, pages, fields. */
  readonly keys: readonly string[];
  /** Undefined: as if nothing was written. */
  onChange(value: JsonValue | undefined): void;
}
