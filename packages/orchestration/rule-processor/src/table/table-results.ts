import { type FeelType, type FeelValue, type Scope, scopeOf } from '@plinth/expression';
import { contextFrom } from '../boxed/compile-boxed.ts';
import { compileLiteral, compileTests, type LogicScope } from '../boxed/compile-literal.ts';
import type { CompiledLogic } from '../boxed/compiled-logic.ts';
import { Evaluation } from '../graph/evaluation.ts';
import type { DecisionTable, TableOutput } from '../model/boxed-expression.ts';
import { conformValue } from '../types/declared-type.ts';
import { indexedTests } from './indexed-tests.ts';

const nowhere: Scope = scopeOf({});

interface CompiledOutput {
  readonly key: string;
  readonly type: FeelType;
  readonly otherwise: CompiledLogic | null;
  /** The listed values in the order of their priority. */
  readonly order: (evaluation: Evaluation) => readonly FeelValue[];
  readonly conform: (value: FeelValue, evaluation: Evaluation) => FeelValue;
}

/** What rules come to when they match. */
export interface CompiledResults {
  readonly outputs: readonly CompiledOutput[];
  /** The result where no rule matches; null where the table has no default. */
  readonly otherwise: ((outer: Scope, evaluation: Evaluation) => FeelValue) | null;
  /** One value, or a context of several. */
  readonly shape: (values: readonly FeelValue[]) => FeelValue;
  /** The values of a rule (from 1), one for each output. */
  readonly valuesOf: (rule: number, outer: Scope, evaluation: Evaluation) => readonly FeelValue[];
  /** The result of a rule (from 1), where it depends on nothing. */
  readonly constantOf: (rule: number) => FeelValue | undefined;
}

interface CompiledEntry {
  readonly logic: CompiledLogic;
  /** Its value as one of the output, where that is certain and there is nothing to tell of it. */
  readonly constant: FeelValue | undefined;
}

export function compileResults(table: DecisionTable, scope: LogicScope): CompiledResults {
  const outputs = table.outputs.map((output) => compileOutput(output, scope));
  const known = outputs.map(() => new Map<string, CompiledEntry>());
  const entries = table.rules.map((rule) =>
    rule.outputs.map((text, index) => {
      const compiled = known[index]?.get(text);
      if (compiled !== undefined) return compiled;
      const made = compileEntry(text, outputs[index], scope);
      known[index]?.set(text, made);
      return made;
    }),
  );
  const shape = (values: readonly FeelValue[]): FeelValue =>
    outputs.length === 1 ? (values[0] ?? null) : contextFrom(outputs.map(({ key }, index) => [key, values[index] ?? null]));
  const constants = new Map<number, FeelValue>();
  return {
    outputs,
    shape,
    otherwise: outputs.some(({ otherwise }) => otherwise !== null)
      ? (outer, evaluation) => shape(outputs.map(({ otherwise }) => otherwise?.run(outer, evaluation) ?? null))
      : null,
    valuesOf: (rule, outer, evaluation) =>
      (entries[rule - 1] ?? []).map(({ logic, constant }, index) => {
        if (constant !== undefined) return constant;
        evaluation.at(`rule ${rule}, output ${index + 1}`);
        return outputs[index]?.conform(logic.run(outer, evaluation), evaluation) ?? null;
      }),
    constantOf(rule) {
      const made = constants.get(rule);
      if (made !== undefined) return made;
      const values: FeelValue[] = [];
      for (const { constant } of entries[rule - 1] ?? []) {
        if (constant === undefined) return undefined;
        values.push(constant);
      }
      const shaped = shape(values);
      // All evaluations share it.
      if (typeof shaped === 'object') Object.freeze(shaped);
      constants.set(rule, shaped);
      return shaped;
    },
  };
}

function compileEntry(text: string, output: CompiledOutput | undefined, scope: LogicScope): CompiledEntry {
  const logic = compileLiteral(text, scope);
  if (logic.constant === undefined || output === undefined) return { logic, constant: undefined };
  const probe = new Evaluation({ values: {} }, {});
  const constant = output.conform(logic.constant, probe);
  return { logic, constant: probe.reasons.length === 0 ? constant : undefined };
}

function compileOutput(output: TableOutput, scope: LogicScope): CompiledOutput {
  const declared = scope.items.of(output.type);
  const allowed = output.allowed === null ? null : indexedTests(compileTests(output.allowed, declared.type, scope));
  const listed = output.allowed === null ? null : compileLiteral(`[${output.allowed}]`, scope);
  return {
    key: output.name ?? '',
    type: declared.type,
    otherwise: output.otherwise === null ? null : compileLiteral(output.otherwise, scope),
    order(evaluation) {
      const values = listed?.run(nowhere, evaluation);
      return Array.isArray(values) ? values : [];
    },
    conform(value, evaluation) {
      const conformed = conformValue(value, declared);
      if (conformed.problem !== null) return evaluation.fail(`${conformed.problem} (${output.name ?? 'output'}: ${output.type})`);
      if (allowed !== null && conformed.value !== null && !allowed(nowhere, conformed.value, evaluation))
        return evaluation.fail(`the output is not among the values that the table lists (${output.name ?? 'output'})`);
      return conformed.value;
    },
  };
}
