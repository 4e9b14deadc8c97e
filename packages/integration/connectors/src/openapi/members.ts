import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { DocumentSet, Place } from '../document/document-set.ts';

/** A text of a document, or what stands for it. */
export function textOf(value: JsonValue | undefined, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The members of an object of a document, none where it is no object. */
export function membersOf(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** The items of a list of a document, none where it is no list. */
export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** An object where it stands, through the reference that may be written in its place; a text says why there is none. */
export function objectAt(
  value: JsonValue,
  place: Place,
  documents: DocumentSet,
): { readonly value: JsonObject; readonly place: Place } | string {
  if (!isJsonObject(value)) return `#${place.pointer} is no object`;
  if (typeof value.$ref !== 'string') return { value, place };
  const found = documents.follow(value.$ref, place);
  if (typeof found === 'string') return found;
  return isJsonObject(found.value) ? { value: found.value, place: found } : `${value.$ref} is no object`;
}
