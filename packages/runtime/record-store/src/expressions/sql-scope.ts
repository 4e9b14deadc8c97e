import type { FeelType, SqlWords } from '@plinth/expression';

/** The names that an SQL expression may use. */
export interface SqlScope {
  /** How the database says it. */
  readonly words: SqlWords;
  /** Name to type: fields of the entity, `user`, and what a page gives. */
  readonly names: Readonly<Record<string, FeelType>>;
  /** SQL of a field path, or null where the path begins with no field. */
  column(path: readonly string[]): string | null;
  /** SQL placeholder of a value that is given when the statement runs. */
  parameter(path: readonly string[], type: FeelType): string;
  /** SQL placeholder of a constant of the expression. */
  constant(value: unknown, type: FeelType): string;
  /** SQL of a numeric value rounded as FEEL's numbers are. */
  number(exact: string): string;
  /** SQL of a quotient, rounded so too; null for division by zero. */
  quotient(dividend: string, divisor: string): string;
  /** Both sides of an equality, ids compared as ids. */
  align(left: string, right: string): readonly [string, string];
  /** Both sides of an order, as a page of a list has them planned. */
  ordered?(left: string, right: string): readonly [string, string];
}
