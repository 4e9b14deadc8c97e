import { DatabaseError } from 'pg';

/** What a database objected to, as data; packages turn it into errors of their own. */
export interface Refusal {
  readonly kind:
    | 'unique'
    | 'foreign-key'
    | 'not-null'
    | 'check'
    | 'exclusion'
    | 'invalid-value'
    | 'too-long'
    | 'out-of-range'
    | 'denied'
    | 'conflict'
    | 'cancelled'
    | 'missing'
    | 'other';
  readonly sqlState: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  /** What a function of the database said when it refused. */
  readonly raised?: string;
}

const kinds: Readonly<Record<string, Refusal['kind']>> = {
  '23505': 'unique',
  '23503': 'foreign-key',
  '23001': 'foreign-key',
  '23502': 'not-null',
  '23514': 'check',
  '23P01': 'exclusion',
  '22P02': 'invalid-value',
  '22007': 'invalid-value',
  '22008': 'out-of-range',
  '22003': 'out-of-range',
  '22001': 'too-long',
  '42501': 'denied',
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'conflict',
  '57014': 'cancelled',
  '42P01': 'missing',
  '3F000': 'missing',
};

/** A statement that a database of another kind refused, with what its driver said as the cause. */
export class StatementRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause: unknown) {
    super(cause instanceof Error ? cause.message : refusal.sqlState, { cause });
    this.refusal = refusal;
  }
}

/** The refusal behind an error of a statement, or null where it was something else. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof StatementRefused) return error.refusal;
  if (!(error instanceof DatabaseError) || error.code === undefined) return null;
  return {
    kind: kinds[error.code] ?? 'other',
    sqlState: error.code,
    ...(error.table === undefined ? {} : { table: error.table }),
    ...(error.column === undefined ? {} : { column: error.column }),
    ...(error.constraint === undefined ? {} : { constraint: error.constraint }),
    ...(error.code === 'P0001' ? { raised: error.message } : {}),
  };
}
