import { isJsonObject, type JsonValue } from '@plinth/foundation';

/** Where names stand that schemas of JSON Schema 2020-12 give themselves (core, section 8.2), as JSON Pointers. */
export interface NamedPlaces {
  /** By `$anchor` and `$dynamicAnchor`; the first of a name counts. */
  readonly anchors: ReadonlyMap<string, string>;
  /** By `$id`. */
  readonly ids: ReadonlyMap<string, string>;
}

const deepest = 500;

/** The names in a document. */
export function namedPlaces(document: JsonValue): NamedPlaces {
  const anchors = new Map<string, string>();
  const ids = new Map<string, string>();
  const enter = (names: Map<string, string>, name: JsonValue | undefined, pointer: string) => {
    if (typeof name === 'string' && !names.has(name)) names.set(name, pointer);
  };
  const seen = new Set<JsonValue>();
  const visit = (value: JsonValue, pointer: string, depth: number) => {
    // Aliases of YAML are one value in several places.
    if (typeof value !== 'object' || value === null || depth > deepest || seen.has(value)) return;
    seen.add(value);
    if (isJsonObject(value)) {
      enter(anchors, value.$anchor, pointer);
      enter(anchors, value.$dynamicAnchor, pointer);
      enter(ids, value.$id, pointer);
    }
    for (const [name, each] of Object.entries(value))
      visit(each, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
  };
  visit(document, '', 0);
  return { anchors, ids };
}
