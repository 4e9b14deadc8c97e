import { equalValues, type FeelValue, printValue } from '@plinth/expression';
import { compileLiteral, type LogicScope } from '../boxed/compile-literal.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import type { OutputFinding } from './table-findings.ts';
import type { NotAnalysed } from './table-space.ts';

/** What rules give, as far as it can be known before. */
export interface RuleOutputs {
  /** The values of a rule (from 1); undefined those that are only known by running. */
  readonly of: (rule: number) => readonly (FeelValue | undefined)[];
  /** Whether two rules certainly give different values. */
  readonly differ: (a: number, b: number) => boolean;
  /** Lists of allowed values in the order of their priority, by output; null where there is none. */
  readonly listed: readonly (readonly FeelValue[] | null)[];
  readonly notAnalysed: readonly NotAnalysed[];
}

export function outputsOf(table: DecisionTable, scope: LogicScope): RuleOutputs {
  const notAnalysed: NotAnalysed[] = [];
  const known = new Map<string, FeelValue | undefined>();
  const constantOf = (text: string) => {
    if (!known.has(text)) known.set(text, compileLiteral(text, scope).constant);
    return known.get(text);
  };
  const values = table.rules.map((rule, index) =>
    rule.outputs.map((text, output) => {
      const value = constantOf(text);
      if (value === undefined)
        notAnalysed.push({ rule: index + 1, input: null, output: output + 1, reason: 'the output is only known by running the table' });
      return value;
    }),
  );
  const listed = table.outputs.map(({ allowed }, output) => {
    if (allowed === null) return null;
    const list = constantOf(`[${allowed}]`);
    if (Array.isArray(list)) return list as readonly FeelValue[];
    notAnalysed.push({ rule: null, input: null, output: output + 1, reason: 'the values it may have are no list of constants' });
    return null;
  });
  const of = (rule: number) => values[rule - 1] ?? [];
  return {
    of,
    listed,
    notAnalysed,
    differ: (a, b) =>
      of(a).some((value, output) => {
        const other = of(b)[output];
        return value !== undefined && other !== undefined && equalValues(value, other) !== true;
      }),
  };
}

/** Listed values that no rule of `firing` gives. */
export function findNeverGiven(
  table: DecisionTable,
  outputs: RuleOutputs,
  firing: ReadonlySet<number>,
  scope: LogicScope,
): OutputFinding[] {
  return outputs.listed.flatMap((listed, output) => {
    const given = [...firing].map((rule) => outputs.of(rule)[output]);
    const otherwise = table.outputs[output]?.otherwise ?? null;
    if (otherwise !== null) given.push(compileLiteral(otherwise, scope).constant);
    // What is only known by running may be any of them.
    if (listed === null || given.includes(undefined)) return [];
    return listed
      .filter((value) => !given.some((each) => each !== undefined && equalValues(each, value) === true))
      .map((value) => ({ output: output + 1, value: printValue(value, true), rule: null }));
  });
}

/** Values that rules give although the table does not list them, which makes them null. */
export function findNotListed(table: DecisionTable, outputs: RuleOutputs): OutputFinding[] {
  return table.rules.flatMap((_, index) =>
    outputs.of(index + 1).flatMap((value, output) => {
      const listed = outputs.listed[output] ?? null;
      if (value === undefined || value === null || listed === null || listed.some((each) => equalValues(each, value) === true)) return [];
      return [{ output: output + 1, value: printValue(value, true), rule: index + 1 }];
    }),
  );
}
