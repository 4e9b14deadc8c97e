import { analyseModel } from '../analysis/analyse-model.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import { modelOf } from './generated-tables.ts';

export const names = ['a', 'b', 'c'];
/** What the analysis finds in a table. */
export const analysed = (table: DecisionTable, options = {}) => {
  const [found] = analyseModel(modelOf(table), [], options);
  if (found === undefined) throw new Error('The model has no table.');
  return found;
};

/** A table whose rows are its cells, the output last. */
export function table(more: Partial<DecisionTable> & { readonly cells: readonly (readonly string[])[] }): DecisionTable {
  const { cells, ...rest } = more;
  return {
    kind: 'table',
    type: null,
    hitPolicy: 'UNIQUE',
    aggregation: null,
    annotations: [],
    inputs: (cells[0] ?? []).slice(0, -1).map((_, index) => ({ label: null, expression: names[index] ?? '', type: null, allowed: null })),
    outputs: [{ name: null, type: null, allowed: null, otherwise: null }],
    rules: cells.map((texts) => ({ id: null, description: null, annotations: [], inputs: texts.slice(0, -1), outputs: texts.slice(-1) })),
    ...rest,
  };
}

export const input = (type: string, allowed: string | null = null, expression = 'a') => ({ label: null, expression, type, allowed });
