import { contextType, type FeelType, type FeelValue, listOf, type Scope, types } from '@plinth/expression';
import { contextFrom } from '../boxed/compile-boxed.ts';
import { compileLiteral, compileTests, type LogicScope } from '../boxed/compile-literal.ts';
import type { CompiledLogic } from '../boxed/compiled-logic.ts';
import type { Evaluation } from '../graph/evaluation.ts';
import type { DecisionTable, TableOutput } from '../model/boxed-expression.ts';
import { conformValue } from '../types/declared-type.ts';
import { type Hit, priorityOf, resultOfHits } from './hit-policy.ts';

/** Compiles a decision table (DMN 1.5 §8). */
export function compileTable(table: DecisionTable, scope: LogicScope, name: string): CompiledLogic {
  const inputs = table.inputs.map((input) => {
    const logic = compileLiteral(input.expression, scope);
    const declared = scope.items.of(input.type);
    const type = declared.type.kind === 'any' ? logic.type : declared.type;
    return {
      logic,
      declared,
      type,
      reference: input.type,
      allowed: input.allowed === null ? null : compileTests(input.allowed, type, scope),
    };
  });
  const outputs = table.outputs.map((output) => compileOutput(output, scope));
  const rules = table.rules.map((rule) => ({
    tests: rule.inputs.map((text, index) =>
      text.trim() === '-' || text.trim() === '' ? null : compileTests(text, inputs[index]?.type ?? types.any, scope),
    ),
    results: rule.outputs.map((text) => compileLiteral(text, scope)),
  }));

  const readInput = (index: number, outer: Scope, evaluation: Evaluation): FeelValue => {
    const input = inputs[index];
    if (input === undefined) return null;
    const { value, problem } = conformValue(input.logic.run(outer, evaluation), input.declared);
    if (problem !== null) evaluation.fail(`${problem} (input ${index + 1}: ${input.reference})`);
    return value;
  };
  const hitOf = (rule: number, outer: Scope, evaluation: Evaluation): Hit => ({
    rule: rule + 1,
    values: (rules[rule]?.results ?? []).map((result, index) => {
      evaluation.at(`rule ${rule + 1}, output ${index + 1}`);
      return outputs[index]?.conform(result.run(outer, evaluation), evaluation) ?? null;
    }),
  });
  const shape = (values: readonly FeelValue[]): FeelValue =>
    outputs.length === 1 ? (values[0] ?? null) : contextFrom(outputs.map(({ key }, index) => [key, values[index] ?? null]));
  const otherwise = outputs.some(({ otherwise }) => otherwise !== null)
    ? (outer: Scope, evaluation: Evaluation) => shape(outputs.map((output) => output.otherwise?.run(outer, evaluation) ?? null))
    : null;

  return {
    type: tableType(table, outputs),
    run(outer, evaluation) {
      const values = inputs.map((_, index) => readInput(index, outer, evaluation));
      for (const [index, input] of inputs.entries()) {
        if (input.allowed !== null && !input.allowed(outer, values[index] ?? null, evaluation))
          return evaluation.fail(`input ${index + 1} is not among the values that the table allows`);
      }
      const matched: number[] = [];
      for (const [number, { tests }] of rules.entries()) {
        const matches = tests.every((test, index) => {
          if (test === null) return true;
          evaluation.at(`rule ${number + 1}, input ${index + 1}`);
          return test(outer, values[index] ?? null, evaluation);
        });
        if (!matches) continue;
        matched.push(number);
        if (table.hitPolicy === 'FIRST') break;
      }
      evaluation.at('');
      evaluation.fired.push({ decision: name, inputs: values, rules: matched.map((rule) => rule + 1) });
      if (matched.length === 0 && otherwise !== null) return otherwise(outer, evaluation);
      const hits = matched.map((rule) => hitOf(rule, outer, evaluation));
      evaluation.at('');
      return resultOfHits(hits, table, { shape, priority: priorityOf(outputs.map(({ order }) => order)), evaluation });
    },
  };
}

function compileOutput(output: TableOutput, scope: LogicScope) {
  const declared = scope.items.of(output.type);
  const allowed = output.allowed === null ? null : compileTests(output.allowed, declared.type, scope);
  const listed = output.allowed === null ? null : compileLiteral(`[${output.allowed}]`, scope);
  return {
    key: output.name ?? '',
    type: declared.type,
    otherwise: output.otherwise === null ? null : compileLiteral(output.otherwise, scope),
    /** The listed values in the order of their priority. */
    order: (evaluation: Evaluation): readonly FeelValue[] => {
      const values = listed?.run(nowhere, evaluation);
      return Array.isArray(values) ? values : [];
    },
    conform(value: FeelValue, evaluation: Evaluation): FeelValue {
      const conformed = conformValue(value, declared);
      if (conformed.problem !== null) return evaluation.fail(`${conformed.problem} (${output.name ?? 'output'}: ${output.type})`);
      if (allowed !== null && conformed.value !== null && !allowed(nowhere, conformed.value, evaluation))
        return evaluation.fail(`the output is not among the values that the table lists (${output.name ?? 'output'})`);
      return conformed.value;
    },
  };
}

const nowhere: Scope = { get: () => undefined };

function tableType(table: DecisionTable, outputs: readonly { readonly key: string; readonly type: FeelType }[]): FeelType {
  const [first] = outputs;
  const single =
    outputs.length === 1 && first !== undefined ? first.type : contextType(Object.fromEntries(outputs.map(({ key, type }) => [key, type])));
  if (table.hitPolicy === 'COLLECT' && table.aggregation !== null) return types.number;
  return ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.hitPolicy) ? listOf(single) : single;
}
