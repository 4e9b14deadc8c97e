import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { Credential } from '../connector.ts';
import type { DocumentSet, Place } from '../document/document-set.ts';
import type { Dialect } from '../document/schema-keywords.ts';
import type { SchemaReader } from '../document/schema-reader.ts';
import type { UniqueKeys } from '../unique-keys.ts';

/** Why an operation becomes no action. */
export class LeftOut extends Error {}

/** What reading an operation needs of its document. */
export interface ActionPorts {
  readonly document: JsonObject;
  readonly documents: DocumentSet;
  readonly schemas: SchemaReader;
  readonly dialect: Dialect;
  readonly credentials: Readonly<Record<string, Credential>>;
  readonly keys: UniqueKeys;
}

/** An operation where it stands. */
export interface FoundOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly place: Place;
  readonly content: JsonValue;
  /** What the path says for all of its operations. */
  readonly shared: JsonObject;
  readonly sharedPlace: Place;
}
