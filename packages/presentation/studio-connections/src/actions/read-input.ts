import { isJsonObject, type JsonObject } from '@plinth/foundation';

/** An object that is written as JSON; null where it is none. */
export function readInput(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
