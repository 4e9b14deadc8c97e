import { isJsonObject, type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { type NamedPlaces, namedPlaces } from './named-places.ts';
import { readDocument, readValue } from './read-document.ts';

/** Gives the text of a file beside the document, by its path from there; null where there is none. Never asked for addresses. */
export type ReadBeside = (path: string) => string | null;

/** A place in one of the files of a document. */
export interface Place {
  /** Path of the file; empty for the document itself. */
  readonly file: string;
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
}

/** What a reference leads to, with where it stands. */
export interface Found extends Place {
  readonly value: JsonValue;
}

/** A document with the files beside it that its references lead to. */
export class DocumentSet {
  readonly root: JsonObject;
  readonly #format: string;
  readonly #beside: ReadBeside;
  #length: number;
  readonly #files = new Map<string, JsonValue | PlinthError | null>();
  readonly #names = new Map<string, NamedPlaces>();

  constructor(text: string, format: string, beside: ReadBeside = () => null) {
    const root = readDocument(text, format);
    this.root = root;
    this.#length = text.length;
    this.#format = format;
    this.#beside = beside;
    this.#files.set('', root);
  }

  /** Letters of all files that were read. */
  get length(): number {
    return this.#length;
  }

  /** What a reference leads to, through references that lead on; a text says why it leads nowhere. */
  follow(reference: string, from: Place): Found | string {
    let text = reference;
    let place = from;
    for (let hops = 0; hops < mostHops; hops++) {
      const found = this.lookUp(text, place);
      if (typeof found === 'string') return found;
      if (!isJsonObject(found.value) || typeof found.value.$ref !== 'string') return found;
      text = found.value.$ref;
      place = found;
    }
    return `${reference} leads in a circle`;
  }

  /** What a reference leads to itself, even if that is a reference. */
  lookUp(reference: string, place: Place): Found | string {
    const from = place.file;
    const [path = '', fragment = ''] = reference.split('#', 2);
    const named = this.#named(path, fragment, from) ?? (path === '' ? this.#within(fragment, place) : null);
    if (named !== null) return named;
    if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//')) return `${reference} is at an address, which is not fetched`;
    const file = path === '' ? from : joined(from, path);
    if (file === null) return `${reference} is outside of the document's folder`;
    const content = this.#file(file);
    if (content === null) return `the file ${file} is not there`;
    if (content instanceof PlinthError) return `the file ${file} is wrong: ${content.message}`;
    if (fragment !== '' && !fragment.startsWith('/')) return `${reference} is no JSON Pointer`;
    const value = valueAt(content, fragment);
    return value === undefined ? `${reference} is not there` : { file, pointer: fragment, value };
  }

  /** What a schema calls itself in the file from which it is referred to; null where none has this name. */
  #named(path: string, fragment: string, file: string): Found | null {
    const isAnchor = fragment !== '' && !fragment.startsWith('/');
    if (path === '' ? !isAnchor : isAnchor) return null;
    const names = this.#namesIn(file);
    if (path === '') return this.#at(file, names?.anchors.get(fragment));
    const resource = names?.ids.get(path);
    return this.#at(file, resource === undefined ? undefined : resource + fragment);
  }

  /** Within a schema with an identifier, references begin at it (JSON Schema 2020-12 Core §9.1.1). */
  #within(fragment: string, place: Place): Found | null {
    const { file } = place;
    const ids = this.#namesIn(file)?.ids;
    if (ids === undefined || ids.size === 0) return null;
    const { pointer } = place;
    const [around] = [...ids.values()].filter((id) => `${pointer}/`.startsWith(`${id}/`)).sort((a, b) => b.length - a.length);
    return this.#at(file, around === undefined ? undefined : around + fragment);
  }

  #namesIn(file: string): NamedPlaces | null {
    const content = this.#file(file);
    if (content === null || content instanceof PlinthError) return null;
    const names = this.#names.get(file) ?? namedPlaces(content);
    this.#names.set(file, names);
    return names;
  }

  #at(file: string, pointer: string | undefined): Found | null {
    const content = this.#file(file);
    if (pointer === undefined || content === null || content instanceof PlinthError) return null;
    const value = valueAt(content, pointer);
    return value === undefined ? null : { file, pointer, value };
  }

  #file(path: string): JsonValue | PlinthError | null {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const text = this.#beside(path);
    this.#length += text?.length ?? 0;
    const read = text === null ? null : readOrError(text, this.#format);
    this.#files.set(path, read);
    return read;
  }
}

const mostHops = 50;

/** A file beside the document that cannot be read is told where it is referred to; all else can be read without it. */
function readOrError(text: string, format: string): JsonValue | PlinthError {
  try {
    return readValue(text, format);
  } catch (error) {
    if (error instanceof PlinthError) return error;
    throw error;
  }
}

/** The value at a JSON Pointer; undefined where there is none. */
function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(value)) value = /^\d+$/.test(token) ? value[Number(token)] : undefined;
    else if (isJsonObject(value)) value = Object.hasOwn(value, token) ? value[token] : undefined;
    else return undefined;
  }
  return value;
}

/** The names in a JSON Pointer; in a fragment some are written with percent signs. */
export function pointerTokens(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => percentDecoded(token).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A place further down. Its pointer is written when it is asked for: most places are never told. */
export function below(place: Place, ...names: readonly (string | number)[]): Place {
  return {
    file: place.file,
    get pointer() {
      return place.pointer + names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    },
  };
}

/** A path from the folder of another, in one spelling; null where it leads out of the document's folder. */
function joined(from: string, path: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of percentDecoded(path).replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return percentDecoded(path).startsWith('/') ? null : parts.join('/');
}
