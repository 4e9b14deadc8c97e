import { contextType, type FeelType } from '@plinth/expression';
import { withNames } from '../boxed/compile-boxed.ts';
import type { LogicScope } from '../boxed/compile-literal.ts';
import { ModelGraph } from '../graph/model-graph.ts';
import type { BoxedExpression } from '../model/boxed-expression.ts';
import type { DecisionModel } from '../model/decision-model.ts';
import { analyseTable } from './analyse-table.ts';
import type { AnalysisOptions, TableAnalysis } from './table-findings.ts';

/** The analysis of one table of a model. */
export interface AnalysedTable extends TableAnalysis {
  /** Name of the decision or function whose logic the table is, or is part of. */
  readonly element: string;
  /** Where in that logic it stands: `entry rate`; empty where it is all of it. */
  readonly place: string;
}

/**
 * Analyses every decision table of a model: gaps, overlaps, rules that never fire or contradict each other, values that
 * are never given. Null counts as an input value only where a cell speaks of it; what is not understood is listed.
 */
export function analyseModel(
  model: DecisionModel,
  imported: readonly DecisionModel[] = [],
  options: AnalysisOptions = {},
): AnalysedTable[] {
  const { root } = new ModelGraph(model, imported);
  const named = [...model.inputs, ...model.decisions].map(({ name, type }) => [name, root.items.of(type).type] as const);
  // Every other name may be there too: a cell that uses one is not constant anyway.
  const scope: LogicScope = { items: root.items, names: contextType(Object.fromEntries(named), { open: true }) };
  return [...model.decisions, ...model.knowledge].flatMap(({ name, logic }) =>
    logic === null
      ? []
      : [...tablesIn(logic, '', scope)].map(({ table, place, within }) => ({
          element: name,
          place,
          ...analyseTable(table, within, options),
        })),
  );
}

interface FoundTable {
  readonly table: Extract<BoxedExpression, { kind: 'table' }>;
  readonly place: string;
  readonly within: LogicScope;
}

function* tablesIn(boxed: BoxedExpression, place: string, within: LogicScope): Generator<FoundTable> {
  const at = (step: string) => (place === '' ? step : `${place}, ${step}`);
  switch (boxed.kind) {
    case 'table':
      yield { table: boxed, place, within };
      return;
    case 'context': {
      const names: Record<string, FeelType> = {};
      for (const { name, type, value } of boxed.entries) {
        yield* tablesIn(value, at(name === null ? 'result' : `entry ${name}`), withNames(within, names));
        if (name !== null) names[name] = within.items.of(type).type;
      }
      return;
    }
    case 'function': {
      const parameters = boxed.parameters.map(({ name, type }) => [name, within.items.of(type).type] as const);
      if (boxed.body !== null) yield* tablesIn(boxed.body, place, withNames(within, Object.fromEntries(parameters)));
      return;
    }
    case 'list':
      for (const [index, item] of boxed.items.entries()) yield* tablesIn(item, at(`item ${index + 1}`), within);
      return;
    case 'relation':
      for (const [index, row] of boxed.rows.entries()) for (const cell of row) yield* tablesIn(cell, at(`row ${index + 1}`), within);
      return;
    case 'invocation':
      yield* tablesIn(boxed.callee, at('function'), within);
      for (const { parameter, value } of boxed.bindings) yield* tablesIn(value, at(`parameter ${parameter}`), within);
      return;
    case 'conditional':
      yield* tablesIn(boxed.condition, at('if'), within);
      yield* tablesIn(boxed.consequent, at('then'), within);
      yield* tablesIn(boxed.alternative, at('else'), within);
      return;
    case 'filter':
      yield* tablesIn(boxed.in, at('in'), within);
      yield* tablesIn(boxed.match, at('match'), within);
      return;
    case 'iteration':
      yield* tablesIn(boxed.in, at('in'), within);
      yield* tablesIn(boxed.body, at('each'), within);
      return;
    case 'literal':
  }
}
