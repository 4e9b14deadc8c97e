import { type FeelType, fromJson, printType } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';

/** A value of a test case as people write it: texts, numbers and days as they are, everything else as JSON. */
export function textOfJson(value: JsonValue | undefined, type: FeelType): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' && isPlain(type)) return value;
  return JSON.stringify(value);
}

/** What was written, or why it is no value of that type; an empty text is null. */
export function jsonOfText(text: string, type: FeelType): { readonly value: JsonValue } | { readonly wrong: string } {
  const trimmed = text.trim();
  if (trimmed === '') return { value: null };
  switch (type.kind) {
    case 'string':
      return { value: /^"(?:[^"\\]|\\.)*"$/.test(trimmed) ? (parsed(trimmed) ?? trimmed) : trimmed };
    case 'number': {
      if (fromJson(type, trimmed) === null) break;
      // Digits beyond those of a double stay text, so that none is lost.
      return { value: String(Number(trimmed)) === trimmed ? Number(trimmed) : trimmed };
    }
    case 'boolean':
      if (/^(true|false)$/i.test(trimmed)) return { value: /^true$/i.test(trimmed) };
      break;
    case 'context':
    case 'list':
    case 'any': {
      const value = parsed(trimmed);
      if (value !== undefined) return { value };
      if (type.kind === 'any') return { value: trimmed };
      break;
    }
    default:
      if (fromJson(type, trimmed) !== null) return { value: trimmed };
  }
  return { wrong: printType(type) };
}

function isPlain({ kind }: FeelType): boolean {
  return kind !== 'context' && kind !== 'list' && kind !== 'any';
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
