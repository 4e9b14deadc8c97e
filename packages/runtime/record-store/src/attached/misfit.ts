import type { Refusal } from '@plinth/database';
import type { Violation } from '@plinth/foundation';
import type { WrittenField } from './attached-statements.ts';

/** A value that a column cannot hold at all. */
export function misfit({ field: { key }, type }: WrittenField, kind: Refusal['kind']): Violation {
  if (kind === 'not-null') return { path: `/${key}`, message: 'is required' };
  if (kind === 'check') return { path: `/${key}`, message: 'does not keep to the rule of its column' };
  return { path: `/${key}`, message: `is no value of its column, which is ${type}` };
}
