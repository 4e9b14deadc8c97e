import type { Database, DatabaseContext, SqlValue, Transaction } from '@plinth/database';
import { statement } from '@plinth/database';
import {
  compileSql,
  type FeelType,
  type FeelValue,
  fromJson,
  type NullMeaning,
  parseNumber,
  type SqlTarget,
  type TypedExpression,
} from '@plinth/expression';
import { sqlTypeOf, toSqlValue } from '@plinth/record-store';
import { fields, type Json, type RowJson } from './fields.ts';

/** The column of the reference itself, which is null where there is no client. */
const reference = 'c_client';

/** Columns as text, by name. */
export type Answer = Readonly<Record<string, string | null>>;

/** The parameters of one statement that asks for many expressions. */
export class SqlBatch {
  readonly values: SqlValue[] = [];
  readonly #page: Json;
  readonly #columns: string[] = [];

  constructor(rows: readonly RowJson[], page: Json) {
    this.#page = page;
    this.values.push(JSON.stringify(rows.map(columnsOf)));
  }

  /** Adds an expression; throws `expression.not-in-sql` with the part that PostgreSQL cannot do. */
  add(typed: TypedExpression, nullIs: NullMeaning): number {
    const before = this.values.length;
    try {
      const { sql } = compileSql(typed, this.#target(), nullIs);
      return this.#columns.push(`(${sql})::text`) - 1;
    } catch (error) {
      this.values.length = before;
      throw error;
    }
  }

  /** An expression for which null means false, for a search. */
  condition(typed: TypedExpression): string {
    return compileSql(typed, this.#target(), 'false').sql;
  }

  get sql(): string {
    const columns = [...fields, { column: reference, sqlType: 'text' }];
    const types = columns.map(({ column, sqlType }) => `${column} ${sqlType}`).join(', ');
    const names = columns.map(({ column }) => column).join(', ');
    return `select ${this.#columns.map((column, index) => `${column} as e${index}`).join(', ')}
      from rows from (json_to_recordset($1::json) as (${types})) with ordinality as r(${names}, place) order by place`;
  }

  #target(): SqlTarget {
    const constant = (value: unknown, type: FeelType) => {
      const sqlType = sqlTypeOf(type);
      return `$${this.values.push(toSqlValue(value, sqlType))}::${sqlType}`;
    };
    return {
      column: (path) =>
        path.join('.') === 'client' ? reference : (fields.find((field) => field.path.join('.') === path.join('.'))?.column ?? null),
      parameter: ([first, name = ''], type) => {
        if (first !== 'page') throw new Error(`${first} is neither a column nor given beside the rows.`);
        return constant((this.#page as Record<string, Json>)[name], type);
      },
      constant,
      number: (exact) => `plinth.feel_number(${exact})`,
      quotient: (dividend, divisor) => `plinth.feel_quotient(${dividend}, ${divisor})`,
    };
  }
}

/** A row as PostgreSQL reads it: values by column, a sign before each part of a duration. */
function columnsOf(row: RowJson): Record<string, Json> {
  const values = Object.fromEntries(
    fields.map(({ path, column, sqlType }) => {
      const value = path.reduce<Json>((at, name) => (at !== null && typeof at === 'object' ? ((at as RowJson)[name] ?? null) : null), row);
      return [column, sqlType === 'interval' ? (toSqlValue(value, sqlType) as Json) : value];
    }),
  );
  return { ...values, [reference]: row.client === null ? null : 'set' };
}

const isoIntervals = statement(`set local intervalstyle = 'iso_8601'`);
const moment = statement(`select floor(extract(epoch from now()) * 1000)::text as now`);

/** What PostgreSQL answers row by row, and the instant of `now()` in milliseconds since 1970. */
export async function askPostgres(
  database: Database,
  context: DatabaseContext,
  batch: SqlBatch,
): Promise<{ readonly answers: readonly Answer[]; readonly now: number }> {
  return database.transaction(context, async (transaction: Transaction) => {
    await transaction.query(context, isoIntervals);
    const { rows } = await transaction.query<Answer>(context, statement(batch.sql), batch.values);
    return { answers: rows, now: Number(await transaction.value(context, moment)) };
  });
}

/** An answer of PostgreSQL as the value that FEEL has for it. */
export function fromPostgres(text: string | null, type: FeelType): FeelValue {
  if (text === null || type.kind === 'string') return text;
  if (type.kind === 'boolean') return text === 'true';
  if (type.kind === 'number') return numberFromPostgres(text);
  if (type.kind === 'years and months duration' && text === 'PT0S') return fromJson(type, 'P0M');
  return fromJson(type, type.kind.endsWith('duration') ? unsignedParts(text) : text);
}

/** PostgreSQL writes `P-1DT-2H`; FEEL one sign before all. Parts of both signs cannot be told in one form. */
function unsignedParts(duration: string): string {
  return duration.includes('-') ? `-${duration.replaceAll('-', '')}` : duration;
}

/** A number as it is: one with more than 34 digits stays text, for reading it would round what PostgreSQL should have rounded. */
export function numberFromPostgres(text: string): FeelValue {
  const digits = text
    .replace(/^-?0*/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
  return digits.length > 34 ? text : parseNumber(text);
}
