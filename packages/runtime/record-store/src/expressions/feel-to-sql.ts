import { compile, compileSql, contextType, types } from '@plinth/expression';
import { recordErrors } from '../errors.ts';
import type { SqlScope } from './sql-scope.ts';

/** Longest filter that a request may bring; deeper trees than this allows are refused by the parser. */
const longest = 20_000;

/** A FEEL expression as SQL; what PostgreSQL cannot do exactly is an error with its place, never a filter in memory. */
export function feelToSql(text: string, scope: SqlScope): string {
  return compileIn(text, scope, false);
}

/** A FEEL condition as SQL for a place where null counts as false, so that indexes serve it. */
export function conditionToSql(text: string, scope: SqlScope): string {
  return compileIn(text, scope, true);
}

function compileIn(text: string, scope: SqlScope, condition: boolean): string {
  if (text.length > longest) throw recordErrors.badFilter({ reason: 'it is too long', hint: `At most ${longest} characters.` });
  const typed = compile(text, { scope: contextType(scope.names), ...(condition ? { expects: types.boolean } : {}) });
  return compileSql(typed, scope, condition ? 'false' : 'exact').sql;
}
