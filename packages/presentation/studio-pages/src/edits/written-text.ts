import { writeLiteral } from '@plinth/component-contract';
import type { JsonValue } from '@plinth/foundation';

/** What somebody typed as it is stored: words with `{{ expression }}` in them are a template where one may stand, all else is literal. */
export function writtenText(value: JsonValue | undefined, bindable: boolean): JsonValue | undefined {
  const isTemplate = bindable && typeof value === 'string' && /\{\{.*\}\}/s.test(value) && !/^['=]/.test(value);
  return isTemplate ? value : (writeLiteral(value) as JsonValue | undefined);
}
