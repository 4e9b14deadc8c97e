import type { FieldRecord } from '@plinth/app-definition';
import { quoteLiteral } from '@plinth/database';
import { compile, compileClosure, contextType, toJson } from '@plinth/expression';
import { columnType } from '../model/field-columns.ts';

/** The default of a field as SQL literal where it is the same for every record, null otherwise. */
export function constantDefault(field: FieldRecord): string | null {
  if (field.default === undefined) return null;
  try {
    const typed = compile(field.default, { scope: contextType({}) });
    const value = toJson(compileClosure(typed)({ get: () => null }));
    if (value === null || typeof value === 'object') return null;
    return `${quoteLiteral(String(value))}::${columnType(field)}`;
  } catch {
    // It reads something that no existing row can give, such as `user`.
    return null;
  }
}
