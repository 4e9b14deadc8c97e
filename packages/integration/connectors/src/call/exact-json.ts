import type { JsonValue } from '@plinth/foundation';

/** Reads JSON; a number of more digits than a number of JavaScript keeps becomes the text of its digits, so that nothing is rounded. */
export function exactJson(text: string): JsonValue {
  // Few answers have any.
  if (!/\d[\d.]{15}/.test(text)) return JSON.parse(text) as JsonValue;
  return JSON.parse(text, (_name, value: JsonValue, context?: { readonly source?: string }) => {
    const source = context?.source;
    if (typeof value !== 'number' || source === undefined) return value;
    return source.replaceAll(/[-.]|e.*$/gi, '').replace(/^0+/, '').length > 15 && String(value) !== source ? source : value;
  }) as JsonValue;
}
