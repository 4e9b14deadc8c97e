import type { Steps } from './expression-site.ts';

/** The value at a place of a record. */
export function valueAt(record: unknown, steps: Steps): unknown {
  let value = record;
  for (const step of steps)
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  return value;
}
