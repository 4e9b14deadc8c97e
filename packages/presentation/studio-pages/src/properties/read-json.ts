import type { JsonValue } from '@plinth/foundation';

/** The value that somebody wrote as JSON, undefined for nothing; null where it is none. */
export function readJson(text: string): { readonly value: JsonValue | undefined } | null {
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return null;
  }
}
