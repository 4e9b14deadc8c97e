import { compile, compileSql, contextType } from '@plinth/expression';
import { recordErrors } from '../errors.ts';
import type { SqlScope } from './sql-scope.ts';

/** Longest filter that a request may bring; deeper trees than this allows are refused by the parser. */
const longest = 20_000;

/** A FEEL expression as SQL; what PostgreSQL cannot do exactly is an error with its place, never a filter in memory. */
export function feelToSql(text: string, scope: SqlScope): { readonly sql: string } {
  if (text.length > longest) throw recordErrors.badFilter({ reason: 'it is too long', hint: `At most ${longest} characters.` });
  const typed = compile(text, { scope: contextType(scope.names) });
  const compiled = compileSql(typed, {
    column: (path) => scope.column(path),
    parameter: (path, type) => scope.parameter(path, type),
    constant: (value, type) => scope.constant(value, type),
  });
  return { sql: compiled.sql };
}
