import { createHash } from 'node:crypto';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { StoredValue } from '@plinth/workflow-engine';

const longest = 120;

/** The text by which a correlation key is found; equal keys have equal texts. Null stands for every key. */
export function correlationText(key: StoredValue | undefined): string | null {
  if (key === undefined || key === null) return null;
  const text = JSON.stringify(inOrder(key));
  return text.length <= longest ? text : `#${createHash('sha256').update(text).digest('base64url')}`;
}

function inOrder(value: StoredValue): JsonValue {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name] ?? null)]));
}
