import { type FeelContext, type FeelValue, fromJson, types } from '@plinth/expression';
import { isJsonObject, PlinthError } from '@plinth/foundation';
import { fromStored, type StoredValue } from '@plinth/workflow-engine';
import { processStoreErrors } from '../errors.ts';

/** Largest JSON of the variables that come in at once; the engine has the same limit. */
const mostCharacters = 1_000_000;
const deepest = 200;

/** Variables as they come over the API: JSON, with `{"$date": "2026-01-31"}` where a type is meant. Throws `process-store.bad-variable`. */
export function variablesFromJson(json: Readonly<Record<string, unknown>> | undefined): FeelContext {
  return Object.fromEntries(Object.entries(json ?? {}).map(([name, value]) => [name, valueFromJson(name, value)]));
}

export function valueFromJson(name: string, json: unknown): FeelValue {
  try {
    const value = read(name, json, 0);
    // Only what is known not to be too deep can be measured: printing goes as deep as the value.
    if (JSON.stringify(json)?.length > mostCharacters)
      throw processStoreErrors.badVariable({ name, reason: `it is longer than ${mostCharacters} characters` });
    return value;
  } catch (error) {
    if (error instanceof PlinthError && !error.code.startsWith('process-store.'))
      throw processStoreErrors.badVariable({ name, reason: error.message }, { cause: error });
    throw error;
  }
}

function read(name: string, json: unknown, depth: number): FeelValue {
  refuseDepth(name, depth);
  if (Array.isArray(json)) return json.map((item) => read(name, item, depth + 1));
  if (!isJsonObject(json)) return fromJson(types.any, json);
  const [first, ...others] = Object.entries(json);
  if (first !== undefined && others.length === 0 && first[0].startsWith('$')) return tagged(name, first[0], json, depth);
  return Object.fromEntries(Object.entries(json).map(([key, entry]) => [key, read(name, entry, depth + 1)]));
}

function refuseDepth(name: string, depth: number): void {
  if (depth > deepest) throw processStoreErrors.badVariable({ name, reason: `it is nested more than ${deepest} levels deep` });
}

/** Throws before anything goes as deep as a value that is too deep. */
function refuseDeep(name: string, json: unknown, depth: number): void {
  refuseDepth(name, depth);
  if (typeof json === 'object' && json !== null) for (const part of Object.values(json)) refuseDeep(name, part, depth + 1);
}

function tagged(name: string, tag: string, json: StoredValue, depth: number): FeelValue {
  refuseDeep(name, json, depth);
  const value = fromStored(json);
  if (value === null)
    throw processStoreErrors.badVariable({ name, reason: `${JSON.stringify(json).slice(0, 80)} is nothing that ${tag} can be` });
  return value;
}
