import type { FeelType } from '../types/feel-type.ts';
import { type SqlFunction, sqlFunctions } from './sql-functions.ts';

/** How a database says what databases say differently. Both sides are SQL that is written already. */
export interface SqlWords {
  /** Equal, two nulls being equal too; never null itself. */
  same(left: string, right: string): string;
  /** The opposite of {@link SqlWords.same}. */
  differ(left: string, right: string): string;
  /** An equality that is null where a side is. */
  equal(left: string, right: string): string;
  /** A text that is put in order, by code point. */
  ordered(text: string): string;
  /** A truth value that is not known. */
  readonly unknown: string;
  /** Whether a value is one of a list: null where the value or the list is. */
  among(value: string, list: string, kind: FeelType['kind']): string;
  /** Whether a list that is there has a null in it. */
  hasNull(list: string): string;
  /** Whether a list that is there has the value, which may be null. */
  holds(list: string, value: string, kind: FeelType['kind']): string;
  readonly functions: Readonly<Record<string, SqlFunction>>;
}

/** As PostgreSQL says it. */
export const postgresWords: SqlWords = {
  same: (left, right) => `${left} is not distinct from ${right}`,
  differ: (left, right) => `${left} is distinct from ${right}`,
  equal: (left, right) => `${left} = ${right}`,
  ordered: (text) => `${text} collate "C"`,
  unknown: 'null::boolean',
  among: (value, list) => `${value} = any(${list})`,
  hasNull: (list) => `array_position(${list}, null) is not null`,
  holds: (list, value) => `array_position(${list}, ${value}) is not null`,
  functions: sqlFunctions,
};
