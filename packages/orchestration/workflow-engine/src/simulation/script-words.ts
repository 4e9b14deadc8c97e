import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { processErrors } from '../errors.ts';

/** An object of a script that has no other names than these; throws `process.invalid-script`. */
export function objectOf(json: JsonValue, place: string, words: readonly string[]): JsonObject {
  const given = objectAt(json, place);
  for (const name of Object.keys(given)) if (!words.includes(name)) throw wrong(`${place}/${name}`, `is none of ${words.join(', ')}`);
  return given;
}

export function objectAt(json: JsonValue, place: string): JsonObject {
  if (isJsonObject(json)) return json;
  throw wrong(place, 'is no object');
}

export function textAt(json: JsonValue, place: string): string {
  if (typeof json === 'string') return json;
  throw wrong(place, 'is no text');
}

/** A number of something, from 1; null where nothing is said. */
export function numberAt(json: JsonValue | undefined, place: string): number | null {
  if (json === undefined) return null;
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 1) return json;
  throw wrong(place, 'is no whole number from 1');
}

export function wrong(place: string, problem: string): Error {
  return processErrors.invalidScript({ place: place === '' ? 'the script' : place, problem });
}
