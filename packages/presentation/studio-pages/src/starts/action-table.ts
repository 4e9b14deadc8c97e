import type { RecordOf } from '@plinth/app-definition';
import { actionColumns } from '@plinth/definition-expressions';
import { type FeelType, parseType } from '@plinth/expression';
import type { Part } from './quick-start.ts';

/** More are chosen by whoever needs them. */
const mostColumns = 8;
/** A message may lie within the answer, and a part of it within that. */
const deepest = 3;

/** A table of what an external action gives: a column for each value that fits into a cell. */
export function actionTable(action: RecordOf<'external-action'>, query: string): Part {
  const columns = Object.entries(actionColumns(action)).flatMap(([name, type]) => pathsIn(parseType(type), name, deepest));
  const shown = columns.slice(0, mostColumns).map((field) => ({ field }));
  return { component: 'ui.table', properties: { label: action.label, query, sortable: false, filterable: false, columns: shown } };
}

/** Paths to the single values within a type; lists are no cells. */
function pathsIn(type: FeelType, path: string, depth: number): readonly string[] {
  if (type.kind === 'list' || type.kind === 'function') return [];
  if (type.kind !== 'context') return path === 'headers' || path === 'status' ? [] : [path];
  if (depth === 0) return [];
  return Object.entries(type.entries).flatMap(([name, member]) => pathsIn(member, `${path}.${name}`, depth - 1));
}
