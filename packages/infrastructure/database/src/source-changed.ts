import { databaseErrors } from './errors.ts';
import { refusalOf } from './sqlstate.ts';

const changes: Readonly<Record<string, string>> = {
  '42P01': 'a table is not there any more',
  '3F000': 'a schema is not there any more',
  '42703': 'a column is not there any more',
  '42501': 'its login may not read that any more',
};

const writing = '25006';

/**
 * Why somebody else's database refuses a statement that only reads, without what it is called there. The statement was right when the
 * application was published, so something has changed; values that cannot be compared are the caller's, and stay what they are.
 */
export function sourceChanged(error: unknown): unknown {
  const refusal = refusalOf(error);
  if (refusal === null || refusal.kind === 'invalid-value' || refusal.kind === 'out-of-range') return error;
  const { sqlState } = refusal;
  // What would write was never right.
  if (sqlState === writing) return error;
  const reason = changes[sqlState] ?? (sqlState.startsWith('42') ? 'a column has another type than it had' : `it says ${sqlState}`);
  return databaseErrors.sourceChanged({ reason }, { cause: error });
}
