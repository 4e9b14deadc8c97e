import { PlinthError } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { findRefusal, writeRefusal } from '../write/refusals.ts';
import type { RecordChange } from '../write/write-statements.ts';

/** What can happen to a row of another database. */
export type ChangeOfRow = Exclude<RecordChange, 'restored'>;

/** What the other database refused, as the caller's mistake where it is one. */
export function refusedThere(error: unknown, asThere: EntityModel, change: ChangeOfRow): unknown {
  if (error instanceof PlinthError) return error;
  const refusal = findRefusal(error);
  if (refusal === null) return error;
  const operation = ({ created: 'create', updated: 'update', deleted: 'delete' } as const)[change];
  const known = writeRefusal(error, asThere, operation);
  if (known !== null) return known;
  const said = refusal.sqlState.startsWith('42') ? 'its tables are not what they were any more' : `it says ${refusal.sqlState}`;
  const reason = refusal.raised ?? (refusal.kind === 'denied' ? 'its login may not do that' : said);
  return recordErrors.sourceRefused({ reason }, { cause: error });
}

/** An error about one of several records, at its place. */
export function refusedOf(error: unknown, at: number, total: number): unknown {
  if (!(error instanceof PlinthError) || error.fault !== 'caller') return error;
  const violations = error.details.violations ?? [{ path: '/id', message: error.message }];
  const moved = violations.map((violation) => ({ ...violation, path: `/${at}${violation.path}` }));
  return recordErrors.bulkFailed({ failed: 1, total }, { cause: error, details: { violations: moved } });
}
