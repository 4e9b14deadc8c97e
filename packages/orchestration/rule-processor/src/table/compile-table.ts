import { contextType, type FeelType, type FeelValue, listOf, type Scope, types } from '@plinth/expression';
import { compileLiteral, compileTests, type LogicScope } from '../boxed/compile-literal.ts';
import type { CompiledLogic } from '../boxed/compiled-logic.ts';
import type { Evaluation } from '../graph/evaluation.ts';
import type { DecisionTable, TableInput } from '../model/boxed-expression.ts';
import { conformValue } from '../types/declared-type.ts';
import { compileRules } from './compile-rules.ts';
import { type Hit, priorityOf, resultOfHits } from './hit-policy.ts';
import { indexedTests } from './indexed-tests.ts';
import { compileResults } from './table-results.ts';

/** Compiles a decision table (DMN 1.5 §8). */
export function compileTable(table: DecisionTable, scope: LogicScope): CompiledLogic {
  const inputs = table.inputs.map((input, index) => compileInput(input, index, scope));
  const rules = compileRules(
    table,
    inputs.map(({ type }) => type),
    scope,
  );
  const results = compileResults(table, scope);
  const priority = priorityOf(results.outputs.map(({ order }) => order));
  const first = table.hitPolicy === 'FIRST';
  const single = first || table.hitPolicy === 'UNIQUE' || table.hitPolicy === 'ANY' || table.hitPolicy === 'PRIORITY';

  return {
    type: tableType(table, results.outputs),
    run(outer, evaluation) {
      const values: FeelValue[] = [];
      for (const input of inputs) values.push(input.read(outer, evaluation));
      for (let index = 0; index < inputs.length; index++) {
        const allowed = inputs[index]?.allowed ?? null;
        if (allowed !== null && !allowed(outer, values[index] ?? null, evaluation))
          return evaluation.fail(`input ${index + 1} is not among the values that the table allows`);
      }
      const matched = rules.match(values, outer, evaluation);
      const [only] = matched;
      if (only === undefined && results.otherwise !== null) {
        evaluation.recorder?.table(table, { inputs: values, matched, fired: [], isDefault: true });
        return results.otherwise(outer, evaluation);
      }
      if (single && only !== undefined && matched.length === 1) {
        const known = results.constantOf(only);
        if (known !== undefined) {
          evaluation.recorder?.table(table, { inputs: values, matched, fired: matched, isDefault: false });
          return known;
        }
      }
      const hits = matched.map((rule): Hit => ({ rule, values: results.valuesOf(rule, outer, evaluation) }));
      evaluation.at('');
      const { value, fired } = resultOfHits(hits, table, { shape: results.shape, priority, evaluation });
      evaluation.recorder?.table(table, { inputs: values, matched, fired, isDefault: false });
      return value;
    },
  };
}

function compileInput(input: TableInput, index: number, scope: LogicScope) {
  const logic = compileLiteral(input.expression, scope);
  const declared = scope.items.of(input.type);
  const type = declared.type.kind === 'any' ? logic.type : declared.type;
  return {
    type,
    allowed: input.allowed === null ? null : indexedTests(compileTests(input.allowed, type, scope)),
    read(outer: Scope, evaluation: Evaluation): FeelValue {
      const { value, problem } = conformValue(logic.run(outer, evaluation), declared);
      return problem === null ? value : evaluation.fail(`${problem} (input ${index + 1}: ${input.type})`);
    },
  };
}

function tableType(table: DecisionTable, outputs: readonly { readonly key: string; readonly type: FeelType }[]): FeelType {
  const [first] = outputs;
  const single =
    outputs.length === 1 && first !== undefined ? first.type : contextType(Object.fromEntries(outputs.map(({ key, type }) => [key, type])));
  if (table.hitPolicy === 'COLLECT' && table.aggregation !== null) return types.number;
  return ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.hitPolicy) ? listOf(single) : single;
}
