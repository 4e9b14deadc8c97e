import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { below, type DocumentSet, type Place } from '../document/document-set.ts';
import { membersOf } from './members.ts';
import type { FoundOperation } from './ports.ts';

/** Every method that a path can have (OpenAPI 3.2.0, section "Path Item Object"; all but the last are of earlier versions, too). */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** A path whose operations cannot be told. */
export interface UnreadablePath {
  readonly name: string;
  readonly place: string;
  readonly reason: string;
}

export interface PathOperations {
  readonly found: readonly FoundOperation[];
  readonly unreadable: readonly UnreadablePath[];
}

const root: Place = { file: '', pointer: '' };
/** The paths, and those that Azure's documents tell apart by their query. */
const sections = ['paths', 'x-ms-paths'] as const;

/** The operations of all paths where they stand; what is no path, or cannot be found, is told with the reason. */
export function pathOperations(document: JsonObject, documents: DocumentSet): PathOperations {
  const found: FoundOperation[] = [];
  const unreadable: UnreadablePath[] = [];
  for (const section of sections) {
    const paths = document[section];
    if (paths != null && !isJsonObject(paths))
      unreadable.push({ name: section, place: `/${section}`, reason: 'It is no object, so nobody can tell which operations it has.' });
    for (const [path, item] of membersOf(paths)) {
      if (path.startsWith('x-')) continue;
      const read = operationsAt(path, item, below(root, section, path), documents);
      if (typeof read === 'string') unreadable.push({ name: path, place: below(root, section, path).pointer, reason: read });
      else found.push(...read);
    }
  }
  return { found, unreadable };
}

/** The operations of a path; a text says why nobody can tell which it has. */
function operationsAt(path: string, written: JsonValue, place: Place, documents: DocumentSet): readonly FoundOperation[] | string {
  if (!isJsonObject(written)) return 'It is no object, so nobody can tell which operations it has.';
  const own = operationsIn(path, written, place);
  if (typeof written.$ref !== 'string') return own;
  const target = documents.follow(written.$ref, place);
  if (typeof target === 'string') return own.length > 0 ? own : `Its operations cannot be found: ${target}.`;
  if (!isJsonObject(target.value)) return `${written.$ref} is no object, so nobody can tell which operations it has.`;
  // What stands beside the reference stands in place of what it leads to.
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...operationsIn(path, target.value, target).filter(({ name }) => !names.has(name))];
}

function operationsIn(path: string, item: JsonObject, place: Place): readonly FoundOperation[] {
  const standard = methods
    .filter((method) => item[method] !== undefined)
    .map((method) => [method, item[method] ?? null, below(place, method)] as const);
  const others = membersOf(item.additionalOperations).map(
    ([method, content]) => [method, content, below(place, 'additionalOperations', method)] as const,
  );
  return [...standard, ...others].map(([method, content, at]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    place: at,
    content,
    shared: item,
    sharedPlace: place,
  }));
}
