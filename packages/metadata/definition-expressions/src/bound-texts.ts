import { readPropertyText } from '@plinth/component-contract';
import { isJsonObject, type JsonValue } from '@plinth/foundation';

type Steps = readonly (string | number)[];

/** An expression or template somewhere in a value, with its place. */
export interface BoundText {
  readonly steps: Steps;
  readonly kind: 'expression' | 'template';
  readonly text: string;
  /** What stands before it in what was written, such as the sign of an expression. */
  readonly before: string;
}

/** Every expression and template in a value. */
export function boundTexts(value: unknown, steps: Steps = []): BoundText[] {
  if (typeof value === 'string') {
    const read = readPropertyText(value);
    return read.kind === 'literal' ? [] : [{ steps, kind: read.kind, text: read.text, before: beforeText(value, read.text) }];
  }
  if (Array.isArray(value)) return value.flatMap((item, at) => boundTexts(item, [...steps, at]));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([name, item]) => boundTexts(item, [...steps, name]));
  return [];
}

/** What stands before a text in the property that holds it. */
export function beforeText(value: string, text: string): string {
  return value.slice(0, Math.max(0, value.lastIndexOf(text)));
}

/** The places of a value that a page fills when it runs, as JSON Pointers. */
export function boundPlaces(value: unknown): ReadonlySet<string> {
  return new Set(boundTexts(value).map(({ steps }) => steps.map((step) => `/${step}`).join('')));
}

/** The value that a literal is: a leading apostrophe only says that it is one. */
export function literalOf(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.startsWith("'") ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map(literalOf);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, literalOf(item as JsonValue)]));
  return value;
}
